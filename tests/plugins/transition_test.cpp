#include <algorithm>
#include <cmath>

#include "run_filter.h"
#include "support/catch.h"

using namespace plugins_test;

namespace {

enum Dir : std::uint64_t { kLeftToRight = 0, kRightToLeft, kTopToBottom, kBottomToTop };
constexpr Dir kDirs[] = {kLeftToRight, kRightToLeft, kTopToBottom, kBottomToTop};
constexpr lattice_rect kCanvas{0, 0, 64, 48};
// Rounding to a byte, and weights in steps of 2^-16.
constexpr double kMaxByteError = 0.5 + 255.0 / 65536;

Picture flat(const lattice_type& type, const lattice_rect& bounds, int r, int a) {
  Picture picture(type, bounds);
  for (std::int32_t y = bounds.y0; y < bounds.y1; ++y)
    for (std::int32_t x = bounds.x0; x < bounds.x1; ++x)
      for (int c = 0; c < 4; ++c) {
        const int value = c == 3 ? a : r;
        if (type.dtype == LATTICE_U8)
          picture.at<std::uint8_t>(x, y)[c] = static_cast<std::uint8_t>(value);
        else
          picture.at<float>(x, y)[c] = static_cast<float>(value) / 255.0f;
      }
  return picture;
}

Picture wiped(const Picture& from, const Picture& to, Dir dir, double soft_edge, double progress,
              TileShape tiles = kWhole) {
  const std::vector<lattice_value> params{choice(dir), number(soft_edge)};
  const FilterInstance instance(transition("wipe"), from.image().type, params);
  return run_filter(instance, frame_of(params, progress, kCanvas), {from, to}, tiles);
}

double weight(std::int32_t x, std::int32_t y, Dir dir, double soft_edge, double progress) {
  const bool sideways = dir == kLeftToRight || dir == kRightToLeft;
  double way = sideways ? (x + 0.5) / 64 : (y + 0.5) / 48;
  if (dir == kRightToLeft || dir == kBottomToTop) way = 1 - way;
  const double t = std::clamp((progress * (1 + soft_edge) - way) / soft_edge, 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

}  // namespace

TEST_CASE("crossfade mixes by progress and adds", "[plugins][transition]") {
  const lattice_filter& crossfade = transition("crossfade");
  const std::vector<lattice_value> none;
  const lattice_frame frame = frame_of(none, 0.25);
  lattice_fold fold{};
  fold.struct_size = sizeof fold;
  REQUIRE(crossfade.fold(nullptr, &frame, &fold) == LATTICE_OK);
  CHECK(fold.kind == LATTICE_FOLD_MIX);
  CHECK(fold.flags == 0);
  CHECK(fold.port[0].opacity == 0.75);
  CHECK(fold.port[1].opacity == 0.25);
  for (const lattice_fold_port& port : fold.port) {
    CHECK(port.flags == 0);
    const double unit[6] = {1, 0, 0, 0, 1, 0};
    CHECK(std::equal(unit, unit + 6, port.affine));
  }
  CHECK(crossfade.tile == nullptr);
}

TEST_CASE("a wipe begins with one picture alone and ends with the other", "[plugins][transition]") {
  for (const lattice_type& type : {rgba8(), rgba_f32()})
    for (const Dir dir : kDirs)
      for (const double soft_edge : {0.0, 0.02, 0.5, 1.0}) {
        const Picture from = flat(type, kCanvas, 200, 255), to = flat(type, kCanvas, 10, 20);
        CAPTURE(dir, soft_edge, int{type.dtype});
        CHECK(same_pixels(wiped(from, to, dir, soft_edge, 1e-6), from));
        CHECK(same_pixels(wiped(from, to, dir, soft_edge, 1 - 1e-6), to));
      }
}

TEST_CASE("the edge of a wipe travels where its direction says", "[plugins][transition]") {
  const Picture from = flat(rgba8(), kCanvas, 0, 255), to = flat(rgba8(), kCanvas, 255, 255);
  for (const Dir dir : kDirs) {
    const Picture result = wiped(from, to, dir, 0, 0.25);
    for (std::int32_t y = 0; y < 48; ++y)
      for (std::int32_t x = 0; x < 64; ++x) {
        const bool arrived = (dir == kLeftToRight && x < 16) || (dir == kRightToLeft && x >= 48) ||
                             (dir == kTopToBottom && y < 12) || (dir == kBottomToTop && y >= 36);
        CAPTURE(dir, x, y);
        REQUIRE(int{result.at<std::uint8_t>(x, y)[0]} == (arrived ? 255 : 0));
      }
  }
}

TEST_CASE("a soft edge is a smoothstep, rounded once", "[plugins][transition]") {
  const Picture from = flat(rgba8(), kCanvas, 37, 255), to = flat(rgba8(), kCanvas, 201, 230);
  for (const Dir dir : kDirs)
    for (const double progress : {0.1, 0.5, 0.83}) {
      const double soft_edge = 0.3;
      const Picture result = wiped(from, to, dir, soft_edge, progress);
      int between = 0;
      for (std::int32_t y = 0; y < 48; ++y)
        for (std::int32_t x = 0; x < 64; ++x) {
          const double w = weight(x, y, dir, soft_edge, progress);
          between += w > 0 && w < 1;
          const auto* p = result.at<std::uint8_t>(x, y);
          CAPTURE(dir, progress, x, y, w);
          REQUIRE(std::abs(p[0] - (37 * (1 - w) + 201 * w)) <= kMaxByteError);
          REQUIRE(std::abs(p[3] - (255 * (1 - w) + 230 * w)) <= kMaxByteError);
        }
      CHECK(between > 0);
    }
}

TEST_CASE("beyond the bounds of its pictures a wipe sees nothing", "[plugins][transition]") {
  for (const lattice_type& type : {rgba8(), rgba_f32()}) {
    const Picture from = flat(type, {5, 5, 20, 40}, 200, 255);
    const Picture to = flat(type, {30, 0, 64, 30}, 100, 255);
    const Picture result = wiped(from, to, kLeftToRight, 0, 0.25);
    CHECK(result.bounds().x0 == 5);
    CHECK(result.bounds().y0 == 0);
    CHECK(result.bounds().x1 == 64);
    CHECK(result.bounds().y1 == 40);
    for (std::int32_t y = 0; y < 40; ++y)
      for (std::int32_t x = 5; x < 64; ++x) {
        const bool shown = x >= 16 && from.contains(x, y);  // "to" is not reached yet
        const double alpha = type.dtype == LATTICE_U8 ? result.at<std::uint8_t>(x, y)[3] / 255.0
                                                      : result.at<float>(x, y)[3];
        CAPTURE(x, y);
        REQUIRE(alpha == (shown ? 1 : 0));
      }
  }
}

TEST_CASE("the shape of the tiles leaves no trace in a wipe", "[plugins][transition]") {
  for (const lattice_type& type : {rgba8(), rgba_f32()})
    for (const Dir dir : kDirs) {
      const Picture from = flat(type, {0, 0, 40, 31}, 210, 255);
      const Picture to = flat(type, {9, 4, 45, 40}, 30, 99);
      const Picture whole = wiped(from, to, dir, 0.4, 0.4);
      CAPTURE(dir, int{type.dtype});
      CHECK(same_pixels(wiped(from, to, dir, 0.4, 0.4, {1, 1}), whole));
      CHECK(same_pixels(wiped(from, to, dir, 0.4, 0.4, {7, 3}), whole));
    }
}

TEST_CASE("a picture that has gone takes its infinities with it", "[plugins][transition]") {
  Picture from = flat(rgba_f32(), kCanvas, 200, 255);
  from.at<float>(3, 3)[0] = INFINITY;
  const Picture to = flat(rgba_f32(), kCanvas, 10, 20);
  CHECK(same_pixels(wiped(from, to, kTopToBottom, 0.1, 1 - 1e-9), to));
}
