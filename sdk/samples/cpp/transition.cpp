// A clock wipe: a hand turns once around the middle of the canvas and leaves the new picture
// behind it; `softness` widens its edge.
//
// A transition is a filter with two ports, "from" and "to", whose frames carry progress(). The
// host answers progress 0 and 1 itself: near them the result must come near to `from` and `to`.
// It runs on the canvas; a picture may cover a part of it only, and is transparent elsewhere.
#include <lattice/plugin.hpp>

namespace {

using lattice::Frame;
using lattice::Rgba32f;
using lattice::Rgba8;

enum class Direction { clockwise, counterclockwise };

constexpr std::uint32_t kFrom = 0, kTo = 1;
constexpr std::uint32_t kOne = 65536;  // weights are fractions of it

Rgba8 mix(const Rgba8& from, const Rgba8& to, std::uint32_t weight) {
  return lattice::each(
      [=](std::uint32_t f, std::uint32_t t) {
        return (f * (kOne - weight) + t * weight + 32768) >> 16;
      },
      from, to);
}

// A side that does not show is left out, and what is infinite in it too.
Rgba32f mix(const Rgba32f& from, const Rgba32f& to, std::uint32_t weight) {
  const float w = static_cast<float>(weight) / static_cast<float>(kOne), keep = 1 - w;
  return lattice::each(
      [=](float f, float t) { return (weight < kOne ? f * keep : 0) + (weight > 0 ? t * w : 0); },
      from, to);
}

struct ClockWipe {
  static constexpr lattice::About about{
      .id = "com.example.clock_wipe_cpp",
      .label = "Clock wipe",
      .summary = "A hand turns once around the canvas and leaves the new picture behind.",
      .content_version = 1,  // raise it when any pixel changes
      .flags = LATTICE_FILTER_POINTWISE};
  static constexpr auto params = lattice::params(
      lattice::choice<Direction>("direction", "Which way the hand turns; it starts at the top.",
                                 lattice::option("clockwise", "The hand turns as on a clock."),
                                 lattice::option("counterclockwise", "The hand turns backwards.")),
      lattice::f64("softness", "Width of the edge as a fraction of the turn; 0 is a hard edge.")
          .initial(0.05)
          .range(0, 1)
          .animates());

  // [worker]: many threads at once, hence nothing is kept and nothing is allocated.
  template <class Pixel>
  static void tile(const Frame& frame, const lattice::Tile& tile) noexcept {
    const lattice::Rect area = tile.area();
    for (std::int32_t y = area.y0; y < area.y1; ++y) {
      const std::span<Pixel> row = tile.row<Pixel>(y);
      for (std::int32_t x = area.x0; x < area.x1; ++x)
        row[static_cast<std::size_t>(x - area.x0)] =
            mix(tile.input(kFrom).at<Pixel>(x, y), tile.input(kTo).at<Pixel>(x, y),
                weight_at(frame, x, y));
    }
  }

 private:
  // How far the hand has to turn to reach the middle of pixel (x, y): 0 <= turn < 1.
  static double turn_at(const lattice::Rect& canvas, Direction direction, std::int32_t x,
                        std::int32_t y) noexcept {
    double right = x + 0.5 - (canvas.x0 + canvas.x1) / 2.0;
    const double up = (canvas.y0 + canvas.y1) / 2.0 - (y + 0.5);
    if (direction == Direction::counterclockwise) right = -right;
    const double turn = lattice_atan2(right, up) / 6.283185307179586;
    return turn < 0 ? turn + 1 : turn;
  }

  // How much of `to` shows at (x, y). The edge begins at 0 and ends at 1 + softness, so that
  // nothing of `to` shows at the start and nothing of `from` at the end.
  static std::uint32_t weight_at(const Frame& frame, std::int32_t x, std::int32_t y) noexcept {
    const auto [direction, softness] = frame.values(params);
    const double turn = turn_at(frame.canvas(), direction, x, y);
    const double passed = frame.progress() * (1 + softness) - turn;
    if (passed <= 0) return 0;
    if (passed >= softness) return kOne;
    return static_cast<std::uint32_t>(passed / softness * kOne + 0.5);
  }
};

}  // namespace

LATTICE_PLUGIN("com.example.clock_wipe_cpp", "1.0.0", "Example", lattice::Transitions<ClockWipe>);
