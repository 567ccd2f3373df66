#include "image/half.h"

#include <cmath>
#include <cstring>
#include <limits>

#include "image/pictures.h"
#include "support/catch.h"

namespace lattice::image {
namespace {

// What a half means, from its definition.
double meaning(std::uint16_t half) {
  const int exponent = (half >> 10) & 31, mantissa = half & 1023;
  const double magnitude =
      exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25);
  return half & 0x8000 ? -magnitude : magnitude;
}

bool is_nan(std::uint16_t half) { return (half & 0x7c00) == 0x7c00 && (half & 1023) != 0; }
bool is_infinite(std::uint16_t half) { return (half & 0x7fff) == 0x7c00; }

static_assert(half_from_float(1.0f) == 0x3c00);
static_assert(half_from_float(-2.0f) == 0xc000);
static_assert(float_from_half(0x3555) == 0x1.554p-2f);

}  // namespace

TEST_CASE("every half becomes the float that it means and comes back", "[image][half]") {
  int wrong = 0;
  for (std::uint32_t h = 0; h < 65536; ++h) {
    const auto half = static_cast<std::uint16_t>(h);
    const float f = float_from_half(half);
    if (is_nan(half)) {
      const bool kept_quiet = half_from_float(f) == (half | 0x200);
      wrong += !(std::isnan(f) && kept_quiet);
    } else if (is_infinite(half)) {
      wrong +=
          !(std::isinf(f) && std::signbit(f) == (half >= 0x8000) && half_from_float(f) == half);
    } else {
      wrong += !(static_cast<double>(f) == meaning(half) && half_from_float(f) == half);
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("a float between two halves goes to the nearer one, to the even one on a tie",
          "[image][half]") {
  int wrong = 0;
  for (std::uint32_t h = 0; h < 0x7bff; ++h) {
    const auto low = static_cast<std::uint16_t>(h), high = static_cast<std::uint16_t>(h + 1);
    const auto middle = static_cast<float>((meaning(low) + meaning(high)) / 2);
    const float below = std::nextafter(middle, 0.0f), above = std::nextafter(middle, 1e9f);
    wrong += half_from_float(below) != low;
    wrong += half_from_float(above) != high;
    wrong += half_from_float(middle) != (h % 2 == 0 ? low : high);
    wrong += half_from_float(-middle) != (0x8000 | (h % 2 == 0 ? low : high));
  }
  CHECK(wrong == 0);
}

TEST_CASE("a float out of the range of halves becomes infinity or zero with its sign",
          "[image][half]") {
  CHECK(half_from_float(65504.0f) == 0x7bff);
  CHECK(half_from_float(65519.996f) == 0x7bff);
  CHECK(half_from_float(65520.0f) == 0x7c00);
  CHECK(half_from_float(1e30f) == 0x7c00);
  CHECK(half_from_float(-std::numeric_limits<float>::infinity()) == 0xfc00);
  CHECK(half_from_float(0x1p-25f) == 0);
  CHECK(half_from_float(0x1.000002p-25f) == 1);
  CHECK(half_from_float(-1e-30f) == 0x8000);
  CHECK(half_from_float(std::numeric_limits<float>::denorm_min()) == 0);
}

#if defined(__FLT16_MANT_DIG__)
TEST_CASE("random floats round as the compiler's own half type rounds", "[image][half]") {
  test::Random random(5);
  int wrong = 0;
  for (int i = 0; i < 400000; ++i) {
    std::uint32_t bits = random.next() * 2 + (random.next() & 1u);
    if (i % 2 == 0) bits = (bits & 0x87ffffffu) | 0x38000000u;  // more in the range of halves
    float f = 0;
    std::memcpy(&f, &bits, 4);
    if (std::isnan(f)) continue;
    const auto theirs = static_cast<_Float16>(f);
    std::uint16_t expected = 0;
    std::memcpy(&expected, &theirs, 2);
    wrong += half_from_float(f) != expected;
  }
  CHECK(wrong == 0);
}
#endif

}  // namespace lattice::image
