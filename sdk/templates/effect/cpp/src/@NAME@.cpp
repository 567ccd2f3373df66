// @LABEL@: the picture gets darker towards the corners of the canvas.
//
// The host hands out tiles, on many threads at once and in any order: what tile() writes may
// depend on the frame, the params and the input pixels, and on nothing else.
#include <cstdint>
#include <lattice/plugin.hpp>

namespace {

struct Effect {
  static constexpr lattice::About about{
      .id = "@ID@",
      .label = "@LABEL@",
      .summary = "Darkens the picture towards the corners of the canvas.",
      .content_version = 1,  // raise it whenever the pixels change
      .flags = LATTICE_FILTER_POINTWISE,
  };
  static constexpr auto params = lattice::params(
      lattice::f64("amount", "How dark the corners get: 0 changes nothing, 1 makes them black.")
          .range(0, 1)
          .initial(0.5)
          .animates(),
      lattice::f64("start", "Where it begins: 0 is the centre of the canvas, 1 its corners.")
          .range(0, 0.99)
          .animates());

  // A frame whose result needs no pixels says so: then tile() is not called. Opacity, a matrix
  // of colours and a move in the plane can be said too, see lattice::Fold.
  static lattice::Fold fold(const lattice::Frame& frame) noexcept {
    const auto [amount, start] = frame.values(params);
    return amount == 0 ? lattice::Fold::identity() : lattice::Fold::none();
  }

  // Pixel is Rgba8 or Rgba32f, as the session works in bytes in sRGB or floats in linear light.
  // Both are premultiplied: a factor on the light leaves alpha alone.
  template <class Pixel>
  static void tile(const lattice::Frame& frame, const lattice::Tile& tile) noexcept {
    const lattice::Rect area = tile.area();
    for (std::int32_t y = area.y0; y < area.y1; ++y) {
      const auto row = tile.row<Pixel>(y);
      tile.input().read_row(y, area.x0, row);
      for (std::int32_t x = area.x0; x < area.x1; ++x) {
        Pixel& p = row[static_cast<std::size_t>(x - area.x0)];
        const float factor = factor_at(frame, x, y);
        p = {times(p.r, factor), times(p.g, factor), times(p.b, factor), p.a};
      }
    }
  }

 private:
  // The factor of pixel (x, y). d is the square of its distance from the centre of the canvas:
  // 0 there, 1 in the corners.
  static float factor_at(const lattice::Frame& frame, std::int32_t x, std::int32_t y) noexcept {
    const auto [amount, start] = frame.values(params);
    const lattice::Rect c = frame.canvas();
    const double u = (2.0 * x + 1 - c.x0 - c.x1) / c.width();
    const double v = (2.0 * y + 1 - c.y0 - c.y1) / c.height();
    const double d = (u * u + v * v) / 2;
    const double t = d < start ? 0 : d > 1 ? 1 : (d - start) / (1 - start);
    return static_cast<float>(1 - amount * t * t * (3 - 2 * t));
  }

  static std::uint8_t times(std::uint8_t sample, float factor) noexcept {
    return static_cast<std::uint8_t>(sample * factor + 0.5f);
  }
  static float times(float sample, float factor) noexcept { return sample * factor; }
};

}  // namespace

LATTICE_PLUGIN("@ID@", "1.0.0", "Example", lattice::Effects<Effect>);
