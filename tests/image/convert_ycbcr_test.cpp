#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "image/convert.h"
#include "image/pictures.h"
#include "support/catch.h"

namespace lattice::image {
namespace {

// Rounding to a whole number, and three weights that are off by half of 2^-15 each.
constexpr double kTolerance = 0.5 + 1.5 * 255 / 32768;

struct Rgb {
  double r = 0, g = 0, b = 0;
};

struct Ycbcr {
  double y, cb, cr;
};

// The formula of BT.709 and BT.601 in double precision, unrounded, at most 255.
Ycbcr exact(const Rgb& c, const Type& t) {
  const bool bt601 = t.space == LATTICE_SPACE_YCBCR_BT601;
  const bool limited = t.range == LATTICE_RANGE_LIMITED;
  const double kr = bt601 ? 0.299 : 0.2126, kb = bt601 ? 0.114 : 0.0722;
  const double y = (kr * c.r + (1 - kr - kb) * c.g + kb * c.b) / 255;
  const double cb = (c.b / 255 - y) / (2 * (1 - kb)), cr = (c.r / 255 - y) / (2 * (1 - kr));
  const double luma = limited ? 219 : 255, chroma = limited ? 224 : 255;
  return {(limited ? 16 : 0) + luma * y, std::min(255.0, 128 + chroma * cb),
          std::min(255.0, 128 + chroma * cr)};
}

// The picture's colour at chroma sample (i, j), with its edge repeated outwards.
Rgb chroma_colour(const Buffer& src, const Type& t, int i, int j) {
  const Rect bounds = bounds_of(src.view());
  const bool half_x = t.subsampling != LATTICE_SUB_444, half_y = t.subsampling == LATTICE_SUB_420;
  std::vector<std::pair<int, double>> columns{{i, 1.0}}, rows{{j, 1.0}};
  if (half_x && t.siting == LATTICE_SITING_LEFT)
    columns = {{2 * i - 1, 0.25}, {2 * i, 0.5}, {2 * i + 1, 0.25}};
  else if (half_x)
    columns = {{2 * i, 0.5}, {2 * i + 1, 0.5}};
  if (half_y) rows = {{2 * j, 0.5}, {2 * j + 1, 0.5}};
  Rgb sum;
  for (const auto& [row, row_weight] : rows) {
    for (const auto& [column, column_weight] : columns) {
      const int x = std::clamp(bounds.x0 + column, bounds.x0, bounds.x1 - 1);
      const int y = std::clamp(bounds.y0 + row, bounds.y0, bounds.y1 - 1);
      const std::uint8_t* p = test::rgba(src, x, y);
      const double w = row_weight * column_weight;
      sum.r += w * p[0], sum.g += w * p[1], sum.b += w * p[2];
    }
  }
  return sum;
}

std::uint8_t at(const Buffer& b, int plane, int x, int y) {
  const auto* p = static_cast<const std::uint8_t*>(b.view().plane[plane]);
  return p[y * b.view().row_bytes[plane] + x];
}

double worst_error(const Buffer& src, const Buffer& dst) {
  const Type& t = dst.view().type;
  const Rect bounds = bounds_of(src.view());
  double worst = 0;
  const auto note = [&worst](int got, double wanted) {
    worst = std::max(worst, std::abs(got - wanted));
  };
  for (int y = 0; y < bounds.height(); ++y) {
    for (int x = 0; x < bounds.width(); ++x) {
      const std::uint8_t* p = test::rgba(src, bounds.x0 + x, bounds.y0 + y);
      note(at(dst, 0, x, y), exact({double(p[0]), double(p[1]), double(p[2])}, t).y);
    }
  }
  const int width = t.subsampling == LATTICE_SUB_444 ? bounds.width() : (bounds.width() + 1) / 2;
  const int height = t.subsampling == LATTICE_SUB_420 ? (bounds.height() + 1) / 2 : bounds.height();
  for (int j = 0; j < height; ++j) {
    for (int i = 0; i < width; ++i) {
      const Ycbcr wanted = exact(chroma_colour(src, t, i, j), t);
      note(at(dst, 1, i, j), wanted.cb);
      note(at(dst, 2, i, j), wanted.cr);
    }
  }
  return worst;
}

Buffer converted(const Buffer& src, const Type& type) {
  REQUIRE(check_conversion(src.view().type, type));
  Buffer dst(type, bounds_of(src.view()));
  convert(src.view(), dst.view(), bounds_of(src.view()));
  return dst;
}

bool same_planes(const Buffer& a, const Buffer& b) {
  const Type& t = a.view().type;
  const Rect bounds = bounds_of(a.view());
  for (int plane = 0; plane < 3; ++plane) {
    const bool half_x = plane > 0 && t.subsampling != LATTICE_SUB_444;
    const bool half_y = plane > 0 && t.subsampling == LATTICE_SUB_420;
    const int width = half_x ? (bounds.width() + 1) / 2 : bounds.width();
    const int height = half_y ? (bounds.height() + 1) / 2 : bounds.height();
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        if (at(a, plane, x, y) != at(b, plane, x, y)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("every Y'CbCr sample is the rounded value of its formula", "[image][convert]") {
  const auto space =
      GENERATE(as<std::uint16_t>{}, LATTICE_SPACE_YCBCR_BT709, LATTICE_SPACE_YCBCR_BT601);
  const auto range = GENERATE(as<std::uint8_t>{}, LATTICE_RANGE_LIMITED, LATTICE_RANGE_FULL);
  const auto sub = GENERATE(as<std::uint8_t>{}, LATTICE_SUB_444, LATTICE_SUB_422, LATTICE_SUB_420);
  const auto siting = GENERATE(as<std::uint8_t>{}, LATTICE_SITING_LEFT, LATTICE_SITING_CENTER);
  const Type type = test::planar_ycbcr(space, range, sub, siting);
  CAPTURE(describe(type));
  // Odd and even sizes, one wider than a segment, and single pixels.
  for (const Rect& bounds : {Rect{0, 0, 64, 16}, Rect{3, 5, 34, 16}, Rect{0, 0, 1031, 3},
                             Rect{0, 0, 1, 1}, Rect{-4, -2, -3, 9}}) {
    const Buffer src = test::noise(bounds, 21);
    CHECK(worst_error(src, converted(src, type)) <= kTolerance);
  }
}

TEST_CASE("primaries, greys and extremes keep to the formula and to their range",
          "[image][convert]") {
  const auto range = GENERATE(as<std::uint8_t>{}, LATTICE_RANGE_LIMITED, LATTICE_RANGE_FULL);
  const bool limited = range == LATTICE_RANGE_LIMITED;
  const Type type =
      test::planar_ycbcr(LATTICE_SPACE_YCBCR_BT709, range, LATTICE_SUB_444, LATTICE_SITING_CENTER);
  Buffer src(kRgba8, {0, 0, 256, 9});
  for (int x = 0; x < 256; ++x) {
    for (int y = 0; y < 9; ++y) {
      std::uint8_t* p = test::rgba(src, x, y);
      const auto v = static_cast<std::uint8_t>(x);
      for (int c = 0; c < 3; ++c) p[c] = y == 8 ? v : y & (1 << c) ? 255 : v;
      p[3] = 255;
    }
  }
  const Buffer dst = converted(src, type);
  CHECK(worst_error(src, dst) <= kTolerance);
  CHECK(at(dst, 0, 0, 8) == (limited ? 16 : 0));
  CHECK(at(dst, 0, 255, 8) == (limited ? 235 : 255));
  int coloured = 0;
  for (int x = 0; x < 256; ++x) coloured += at(dst, 1, x, 8) != 128 || at(dst, 2, x, 8) != 128;
  CHECK(coloured == 0);
}

TEST_CASE("tiles of a picture convert to the same planes as the whole", "[image][convert]") {
  const auto sub = GENERATE(as<std::uint8_t>{}, LATTICE_SUB_444, LATTICE_SUB_422, LATTICE_SUB_420);
  const auto siting = GENERATE(as<std::uint8_t>{}, LATTICE_SITING_LEFT, LATTICE_SITING_CENTER);
  const Type type =
      test::planar_ycbcr(LATTICE_SPACE_YCBCR_BT709, LATTICE_RANGE_LIMITED, sub, siting);
  CAPTURE(describe(type));
  const Rect bounds{2, 4, 89, 41};
  const Buffer src = test::noise(bounds, 8), whole = converted(src, type);
  Buffer tiled(type, bounds);
  for (std::int32_t y = bounds.y0; y < bounds.y1; y += 6)
    for (std::int32_t x = bounds.x0; x < bounds.x1; x += 10)
      convert(src.view(), tiled.view(), intersect({x, y, x + 10, y + 6}, bounds));
  CHECK(same_planes(whole, tiled));
}

TEST_CASE("left-sited chroma of a ramp lies on the even columns", "[image][convert]") {
  // A ramp is its own (1 2 1) mean, so an unfiltered or shifted sample would differ.
  const Type type = test::planar_ycbcr(LATTICE_SPACE_YCBCR_BT709, LATTICE_RANGE_FULL,
                                       LATTICE_SUB_420, LATTICE_SITING_LEFT);
  Buffer src(kRgba8, {0, 0, 128, 2});
  for (int y = 0; y < 2; ++y) {
    for (int x = 0; x < 128; ++x) {
      std::uint8_t* p = test::rgba(src, x, y);
      p[0] = p[1] = 0, p[2] = static_cast<std::uint8_t>(2 * x), p[3] = 255;
    }
  }
  const Buffer dst = converted(src, type);
  for (int i = 1; i < 64; ++i)
    CHECK(at(dst, 1, i, 0) == static_cast<int>(std::floor(128.5 + 4 * i / 2.0)));
}

}  // namespace lattice::image
