// @LABEL@: a hole with a soft edge opens in the middle of the old picture and shows the new one.
//
// The host hands out tiles, on many threads at once and in any order: what tile() writes may
// depend on the frame, the params and the input pixels, and on nothing else.
#include <cstdint>
#include <lattice/plugin.hpp>

namespace {

struct Transition {
  static constexpr lattice::About about{
      .id = "@ID@",
      .label = "@LABEL@",
      .summary = "Opens a hole in the old picture that shows the new one.",
      .content_version = 1,  // raise it whenever the pixels change
      .flags = LATTICE_FILTER_POINTWISE,
  };
  static constexpr auto params = lattice::params(
      lattice::f64("softness",
                   "Width of the edge, as a part of the way from the centre to a corner.")
          .range(0, 1)
          .initial(0.1)
          .animates());

  // Pixel is Rgba8 or Rgba32f, as the session works in bytes in sRGB or floats in linear light.
  template <class Pixel>
  static void tile(const lattice::Frame& frame, const lattice::Tile& tile) noexcept {
    const lattice::Image from = tile.input(0), to = tile.input(1);
    const lattice::Rect area = tile.area();
    for (std::int32_t y = area.y0; y < area.y1; ++y) {
      const auto row = tile.row<Pixel>(y);
      for (std::int32_t x = area.x0; x < area.x1; ++x)
        row[static_cast<std::size_t>(x - area.x0)] =
            mixed(from.at<Pixel>(x, y), to.at<Pixel>(x, y), weight_at(frame, x, y));
    }
  }

 private:
  // Distance of pixel (x, y) from the centre of the canvas: above 0 there, below 1 in the
  // corners, so that no pixel has changed before the transition has begun, nor is left when it
  // ends.
  static double distance_at(const lattice::Rect& c, std::int32_t x, std::int32_t y) noexcept {
    const double width = c.width(), height = c.height();
    const double u = 2.0 * x + 1 - c.x0 - c.x1, v = 2.0 * y + 1 - c.y0 - c.y1;
    return lattice_sqrt((u * u + v * v + 1) / (width * width + height * height + 1));
  }

  // How much of "to" pixel (x, y) shows. The head of the edge runs from 0 to 1 + softness and
  // its tail follows softness behind, so that progress 0 is all "from" and progress 1 all "to".
  static double weight_at(const lattice::Frame& frame, std::int32_t x, std::int32_t y) noexcept {
    const auto [softness] = frame.values(params);
    const double ahead = frame.progress() * (1 + softness) - distance_at(frame.canvas(), x, y);
    if (ahead <= 0) return 0;
    if (ahead >= softness) return 1;
    const double t = ahead / softness;
    return t * t * (3 - 2 * t);
  }

  // from * (1 - weight) + to * weight, premultiplied; bytes with a weight in units of 2^-16.
  static lattice::Rgba8 mixed(const lattice::Rgba8& from, const lattice::Rgba8& to,
                              double weight) noexcept {
    const auto w = static_cast<std::uint32_t>(weight * 65536 + 0.5), keep = 65536 - w;
    return lattice::each(
        [&](std::uint32_t a, std::uint32_t b) { return (a * keep + b * w + 32768) >> 16; }, from,
        to);
  }
  static lattice::Rgba32f mixed(const lattice::Rgba32f& from, const lattice::Rgba32f& to,
                                double weight) noexcept {
    const auto w = static_cast<float>(weight);
    return lattice::each([&](float a, float b) { return a * (1 - w) + b * w; }, from, to);
  }
};

}  // namespace

LATTICE_PLUGIN("@ID@", "1.0.0", "Example", lattice::Transitions<Transition>);
