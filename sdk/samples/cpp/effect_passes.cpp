// A soft blur in two passes, across and down: each pixel becomes the mean of its neighbours under
// a tent that reaches `radius` pixels to every side. The host cuts a pass into tiles of any shape;
// the result does not depend on that, because every pixel is summed on its own, in one order, from
// pixels that roi() asked for. Float between the passes, so that bytes are rounded once.
#include <lattice/plugin.hpp>

namespace {

using lattice::Frame;
using lattice::Rect;
using lattice::Rgba32f;
using lattice::Rgba8;

constexpr std::uint32_t kAcross = 0, kDown = 1;

Rgba8 stored(const Rgba32f& sum, Rgba8) {
  const auto round = [](float v) { return static_cast<std::uint8_t>(v + 0.5f); };
  return {round(sum.r), round(sum.g), round(sum.b), round(sum.a)};
}
Rgba32f stored(const Rgba32f& sum, Rgba32f) { return sum; }

// sums[0, 1, ...] += weight * the pixels of `wanted`, a row, where there are any.
template <class Pixel>
void add_row(const lattice::Image& src, const Rect& wanted, float weight, std::span<Rgba32f> sums) {
  const Rect there = src.bounds() & wanted;
  if (there.empty()) return;
  auto sum = sums.begin() + (there.x0 - wanted.x0);
  for (const Pixel& pixel : src.row<Pixel>(there.y0, there.x0, there.x1)) {
    *sum = lattice::each([=](float s, auto v) { return s + weight * v; }, *sum, pixel);
    ++sum;
  }
}

struct SoftBlur {
  static constexpr lattice::About about{.id = "com.example.soft_blur_cpp",
                                        .label = "Soft blur",
                                        .summary = "Blurs the picture with a tent."};
  static constexpr auto params =
      lattice::params(lattice::f64("radius", "How far a pixel spreads; 0 changes nothing.")
                          .initial(4)
                          .range(0, 200)
                          .unit("px")
                          .animates()
                          .scales());

  static Rect bounds(const Frame& frame, const lattice::PortBounds& ports) noexcept {
    return ports[0].grown(reach_of(frame), reach_of(frame));
  }

  static lattice::Passes passes(const Frame& frame, const lattice::PortBounds& ports) noexcept {
    return {{.bounds = ports[0].grown(reach_of(frame), 0),
             .type = lattice::type_of<Rgba32f>(LATTICE_SPACE_UNKNOWN)},
            {.bounds = bounds(frame, ports)}};
  }

  // What a pass reads to fill `want`; the host clips it to what there is.
  static Rect roi(const Frame& frame, std::uint32_t pass, std::uint32_t,
                  const Rect& want) noexcept {
    const std::int32_t reach = reach_of(frame);
    return want.grown(pass == kAcross ? reach : 0, pass == kDown ? reach : 0);
  }

  static std::uint64_t scratch(const Frame&, std::uint32_t, const Rect& area) noexcept {
    return static_cast<std::uint64_t>(area.width()) * sizeof(Rgba32f);
  }

  template <class Pixel>
  static void tile(const Frame& frame, const lattice::Tile& tile) noexcept {
    const Rect area = tile.area();
    const std::span<Rgba32f> sums = tile.scratch<Rgba32f>();
    const bool bytes = lattice::holds<Rgba8>(tile.input().type());
    const std::int32_t reach = reach_of(frame);
    for (std::int32_t y = area.y0; y < area.y1; ++y) {
      std::ranges::fill(sums, Rgba32f{});
      for (std::int32_t d = -reach; d <= reach; ++d) {
        const bool across = tile.pass() == kAcross;
        const Rect wanted =
            Rect{area.x0, y, area.x1, y + 1}.shifted(across ? d : 0, across ? 0 : d);
        (bytes ? add_row<Rgba8> : add_row<Rgba32f>)(tile.input(), wanted, weight_at(frame, d),
                                                    sums);
      }
      const std::span<Pixel> row = tile.row<Pixel>(y);
      for (std::size_t i = 0; i < row.size(); ++i) row[i] = stored(sums[i], Pixel{});
    }
  }

 private:
  // The farthest neighbour under a tent of half-width radius + 1, in pixels of this raster.
  static std::int32_t reach_of(const Frame& frame) noexcept {
    const auto [radius] = frame.values(params);
    return static_cast<std::int32_t>(-lattice_floor(-radius));
  }

  // Height of the tent over its sum, so that the weights add up to 1.
  static float weight_at(const Frame& frame, std::int32_t distance) noexcept {
    const auto [radius] = frame.values(params);
    const double height = radius + 1, reach = reach_of(frame);
    const double sum = (2 * reach + 1) * height - reach * (reach + 1);
    return static_cast<float>((height - lattice_fabs(distance)) / sum);
  }
};

}  // namespace

LATTICE_PLUGIN("com.example.soft_blur_cpp", "1.0.0", "Example", lattice::Effects<SoftBlur>);
