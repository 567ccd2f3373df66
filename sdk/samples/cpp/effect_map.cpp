// Displacement: each pixel is fetched from another place, and a second picture says where. 0.5 in
// the map means here; red moves sideways, green moves up and down, by up to half of `amount`
// pixels. Where the map is transparent, nothing moves.
//
// What to look at: an effect with two ports, and roi(), which says how much of each of them a tile
// needs. The map is read as sRGB code values, whatever the pixels are stored as, so that one map
// does the same in every session.
#include <lattice/plugin.hpp>

#include "../c/srgb.h"

namespace {

using lattice::Frame;
using lattice::Image;
using lattice::Rect;
using lattice::Rgba32f;
using lattice::Rgba8;

constexpr std::uint32_t kSrc = 0, kMap = 1;

// A pixel as numbers: 0 to 1, premultiplied.
using Numbers = lattice::Rgba<double>;

Numbers numbers_of(const Rgba8& p) { return {p.r / 255.0, p.g / 255.0, p.b / 255.0, p.a / 255.0}; }
Numbers numbers_of(const Rgba32f& p) {
  return lattice::each([](double, double v) { return v; }, Numbers{}, p);
}

void store(const Numbers& v, Rgba8& out) {
  out = lattice::each([](int, double n) { return n * 255 + 0.5; }, out, v);
}
void store(const Numbers& v, Rgba32f& out) {
  out = lattice::each([](float, double n) { return n; }, out, v);
}

// What a channel of the map asks for: -0.5 to 0.5, fading with the map's alpha.
double shift_of(double channel, double alpha, bool is_linear) {
  if (!(alpha > 0)) return 0;
  double value = channel / alpha;
  value = value > 0 ? (value < 1 ? value : 1) : 0;
  if (is_linear) value = srgb_code(value);
  return (value - 0.5) * (alpha < 1 ? alpha : 1);
}

// The picture dx and dy pixels away from (x, y), between the four pixels around.
template <class Pixel>
Numbers bilinear(const Image& src, std::int32_t x, std::int32_t y, double dx, double dy) {
  const double whole_x = lattice_floor(dx), whole_y = lattice_floor(dy);
  const double right = dx - whole_x, down = dy - whole_y;
  const std::int32_t x0 = x + static_cast<std::int32_t>(whole_x);
  const std::int32_t y0 = y + static_cast<std::int32_t>(whole_y);
  const auto at = [&](std::int32_t i, std::int32_t j) { return numbers_of(src.at<Pixel>(i, j)); };
  return lattice::each(
      [=](double a, double b, double c, double d) {
        return (a * (1 - right) + b * right) * (1 - down) + (c * (1 - right) + d * right) * down;
      },
      at(x0, y0), at(x0 + 1, y0), at(x0, y0 + 1), at(x0 + 1, y0 + 1));
}

struct Displace {
  static constexpr lattice::About about{.id = "com.example.displace_cpp",
                                        .label = "Displace",
                                        .summary = "Moves pixels by what a second picture says.",
                                        .content_version = 1};  // raise it when any pixel changes
  static constexpr auto params = lattice::params(
      lattice::f64("amount",
                   "Pixels between where black and where white in the map take a pixel from.")
          .initial(20)
          .range(-1000, 1000)
          .unit("px")
          .animates()
          .scales());
  static constexpr auto ports =
      lattice::ports(lattice::port("src", "The picture to displace."),
                     lattice::port("map", "Red moves sideways, green up and down; 0.5 stays."));

  static lattice::Fold fold(const Frame& frame) noexcept {
    const auto [amount] = frame.values(params);
    return amount == 0 ? lattice::Fold::identity() : lattice::Fold::none();
  }

  static Rect bounds(const Frame& frame, const lattice::PortBounds& inputs) noexcept {
    return inputs[kSrc].grown(reach_of(frame), reach_of(frame));
  }

  // The map is read where it lies, the picture around that.
  static Rect roi(const Frame& frame, std::uint32_t, std::uint32_t input,
                  const Rect& want) noexcept {
    return input == kMap ? want : want.grown(reach_of(frame), reach_of(frame));
  }

  template <class Pixel>
  static void tile(const Frame& frame, const lattice::Tile& tile) noexcept {
    const Image src = tile.input(kSrc), map = tile.input(kMap);
    const bool is_linear = map.type().space == LATTICE_SPACE_LINEAR_SRGB;
    const auto [amount] = frame.values(params);
    const Rect area = tile.area();
    for (std::int32_t y = area.y0; y < area.y1; ++y) {
      std::int32_t x = area.x0;
      for (Pixel& out : tile.row<Pixel>(y)) {
        const Numbers at = numbers_of(map.at<Pixel>(x, y));
        const double dx = shift_of(at.r, at.a, is_linear) * amount;
        const double dy = shift_of(at.g, at.a, is_linear) * amount;
        store(bilinear<Pixel>(src, x++, y, dx, dy), out);
      }
    }
  }

 private:
  // Half of the amount, and a pixel for the interpolation.
  static std::int32_t reach_of(const Frame& frame) noexcept {
    const auto [amount] = frame.values(params);
    return static_cast<std::int32_t>(lattice_floor(lattice_fabs(amount) / 2)) + 2;
  }
};

}  // namespace

LATTICE_PLUGIN("com.example.displace_cpp", "1.0.0", "Example", lattice::Effects<Displace>);
