// @LABEL@: how much of each pixel is covered, as numbers from 0 to 1.
//
// An artifact says what the numbers are; the sink that a user picks says into which files they
// go. produce() runs for many frames at once and in any order.
#include <cstdint>
#include <lattice/plugin.hpp>

namespace {

class Artifact {
 public:
  static constexpr lattice::About about{
      .id = "@ID@",
      .label = "@LABEL@",
      .summary = "How much of each pixel is covered, from 0 to 1.",
      .content_version = 1,  // raise it whenever the numbers change
      .planes = lattice::plane_bits(LATTICE_PLANE_COLOR),
  };
  static constexpr auto params = lattice::params(
      lattice::boolean("invert", "1 where there is nothing, 0 where all is covered."));

  // One image per frame, a float per pixel. SPACE_DATA: no colour, so nobody converts it.
  Artifact(const lattice::ArtifactBinding& binding, lattice::Outputs& outputs)
      : inverted_(std::get<0>(binding.values(params))) {
    outputs.image({.type = lattice::type_of<float>(LATTICE_SPACE_DATA), .channels = {"A"}});
  }

  // Fills every pixel of the buffer's bounds.
  void produce(const lattice::Frame&, const lattice::Planes& planes, const lattice::Scene&,
               const lattice::Buffers& buffers) const noexcept {
    const lattice::Image color = planes[LATTICE_PLANE_COLOR];
    const bool is_bytes = lattice::holds<lattice::Rgba8>(color.type());
    const lattice::Rect bounds = buffers[0].bounds();
    for (std::int32_t y = bounds.y0; y < bounds.y1; ++y) {
      const auto row = buffers[0].row<float>(y, bounds.x0, bounds.x1);
      for (std::int32_t x = bounds.x0; x < bounds.x1; ++x) {
        const float alpha = is_bytes ? static_cast<float>(color.at<lattice::Rgba8>(x, y).a) / 255
                                     : color.at<lattice::Rgba32f>(x, y).a;
        row[static_cast<std::size_t>(x - bounds.x0)] = inverted_ ? 1 - alpha : alpha;
      }
    }
  }

 private:
  bool inverted_;
};

}  // namespace

LATTICE_PLUGIN("@ID@", "1.0.0", "Example", lattice::Artifacts<Artifact>);
