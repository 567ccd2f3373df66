#include <cmath>
#include <cstring>

#include "image/convert.h"
#include "image/half.h"
#include "image/pictures.h"
#include "support/catch.h"

namespace lattice::image {
namespace {

// One ulp of a float near 1 and the error of the curve's own power function.
constexpr double kLinearTolerance = 1e-7;
// Half a unit in the last place of a half in 0.5..1.
constexpr double kHalfTolerance = 0x1p-12 + kLinearTolerance;

const Type kStraight = interleaved(LATTICE_U8, 4, LATTICE_ALPHA_STRAIGHT, LATTICE_SPACE_SRGB);
const Type kRgb8 = interleaved(LATTICE_U8, 3, LATTICE_ALPHA_NONE, LATTICE_SPACE_SRGB);

Type float_type(std::uint8_t dtype, bool alpha, std::uint16_t space) {
  return interleaved(dtype, alpha ? 4 : 3, alpha ? LATTICE_ALPHA_PREMUL : LATTICE_ALPHA_NONE,
                     space);
}

// All pairs of colour (x) and alpha (y) with colour <= alpha; green is half the colour.
Buffer all_pairs() {
  Buffer out(kRgba8, {0, 0, 256, 256});
  for (int a = 0; a < 256; ++a) {
    for (int x = 0; x < 256; ++x) {
      const auto c = static_cast<std::uint8_t>(std::min(x, a));
      std::uint8_t* p = test::rgba(out, x, a);
      p[0] = c, p[1] = c / 2, p[2] = static_cast<std::uint8_t>(a - c);
      p[3] = static_cast<std::uint8_t>(a);
    }
  }
  return out;
}

Buffer converted(const Buffer& src, const Type& type) {
  REQUIRE(check_conversion(src.view().type, type));
  Buffer dst(type, bounds_of(src.view()));
  convert(src.view(), dst.view(), bounds_of(src.view()));
  return dst;
}

double eotf(double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); }

double sample(const Buffer& b, int x, int y, int channel) {
  const std::byte* p = pixel(b.view(), x, y);
  if (b.view().type.dtype == LATTICE_F32) return reinterpret_cast<const float*>(p)[channel];
  return static_cast<double>(float_from_half(reinterpret_cast<const std::uint16_t*>(p)[channel]));
}

}  // namespace

TEST_CASE("every premultiplied byte divides by its alpha to the nearest straight byte",
          "[image][convert]") {
  const Buffer src = all_pairs(), dst = converted(src, kStraight);
  int wrong = 0;
  for (int a = 0; a < 256; ++a) {
    for (int x = 0; x < 256; ++x) {
      const std::uint8_t *in = test::rgba(src, x, a), *out = test::rgba(dst, x, a);
      for (int c = 0; c < 3; ++c) {
        const double expected = a == 0 ? 0 : std::floor(in[c] * 255.0 / a + 0.5);
        wrong += out[c] != expected;
      }
      wrong += out[3] != a;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("a colour above its alpha becomes full straight colour, not a wrapped one",
          "[image][convert]") {
  Buffer src(kRgba8, {0, 0, 3, 1});
  const std::uint8_t pixels[] = {200, 255, 5, 100, 9, 9, 9, 0, 255, 255, 255, 1};
  std::memcpy(src.view().plane[0], pixels, sizeof pixels);
  const Buffer dst = converted(src, kStraight);
  const std::uint8_t expected[] = {255, 255, 13, 100, 0, 0, 0, 0, 255, 255, 255, 1};
  CHECK(std::memcmp(dst.view().plane[0], expected, sizeof expected) == 0);
}

TEST_CASE("runs of opaque, empty and mixed pixels give what single pixels give",
          "[image][convert]") {
  const Buffer src = test::noise({0, 0, 211, 9}, 3), whole = converted(src, kStraight);
  Buffer single(kStraight, bounds_of(src.view()));
  for (int y = 0; y < 9; ++y)
    for (int x = 0; x < 211; ++x) convert(src.view(), single.view(), {x, y, x + 1, y + 1});
  for (int y = 0; y < 9; ++y)
    CHECK(std::memcmp(pixel(whole.view(), 0, y), pixel(single.view(), 0, y), 211 * 4) == 0);
}

TEST_CASE("RGB8 without alpha is the premultiplied colour as it is", "[image][convert]") {
  const Buffer src = test::noise({-3, 5, 40, 9}, 4), dst = converted(src, kRgb8);
  int wrong = 0;
  for (int y = 5; y < 9; ++y)
    for (int x = -3; x < 40; ++x)
      wrong += std::memcmp(pixel(dst.view(), x, y), pixel(src.view(), x, y), 3) != 0;
  CHECK(wrong == 0);
}

TEST_CASE("linear floats hold the curve of the straight colour times alpha", "[image][convert]") {
  const auto dtype = GENERATE(as<std::uint8_t>{}, LATTICE_F32, LATTICE_F16);
  const bool alpha = GENERATE(true, false);
  CAPTURE(static_cast<int>(dtype), alpha);
  const double tolerance = dtype == LATTICE_F32 ? kLinearTolerance : kHalfTolerance;
  const Buffer src = all_pairs();
  const Buffer dst = converted(src, float_type(dtype, alpha, LATTICE_SPACE_LINEAR_SRGB));
  double worst = 0;
  for (int a = 0; a < 256; ++a) {
    for (int x = 0; x < 256; ++x) {
      for (int c = 0; c < 3; ++c) {
        const double straight = a == 0 ? 0 : static_cast<double>(test::rgba(src, x, a)[c]) / a;
        worst = std::max(worst, std::abs(sample(dst, x, a, c) - eotf(straight) * a / 255));
      }
      if (alpha) worst = std::max(worst, std::abs(sample(dst, x, a, 3) - a / 255.0));
    }
  }
  CHECK(worst <= tolerance);
}

TEST_CASE("sRGB floats are the code values over 255, still premultiplied", "[image][convert]") {
  const auto dtype = GENERATE(as<std::uint8_t>{}, LATTICE_F32, LATTICE_F16);
  const bool alpha = GENERATE(true, false);
  const Buffer src = all_pairs();
  const Buffer dst = converted(src, float_type(dtype, alpha, LATTICE_SPACE_SRGB));
  int wrong = 0;
  for (int a = 0; a < 256; ++a) {
    for (int x = 0; x < 256; ++x) {
      for (int c = 0; c < (alpha ? 4 : 3); ++c) {
        const float exact = static_cast<float>(test::rgba(src, x, a)[c]) / 255.0f;
        const float expected =
            dtype == LATTICE_F32 ? exact : float_from_half(half_from_float(exact));
        wrong += sample(dst, x, a, c) != static_cast<double>(expected);
      }
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("a conversion writes inside its area only", "[image][convert]") {
  const Buffer src = test::noise({0, 0, 40, 12}, 9);
  Buffer dst(kStraight, {0, 0, 40, 12});
  std::memset(dst.view().plane[0], 0xa5, dst.bytes());
  const Rect area{7, 2, 29, 9};
  convert(src.view(), dst.view(), area);
  int touched = 0;
  for (int y = 0; y < 12; ++y)
    for (int x = 0; x < 40; ++x) {
      if (x >= area.x0 && x < area.x1 && y >= area.y0 && y < area.y1) continue;
      for (int c = 0; c < 4; ++c) touched += test::rgba(dst, x, y)[c] != 0xa5;
    }
  CHECK(touched == 0);
}

}  // namespace lattice::image
