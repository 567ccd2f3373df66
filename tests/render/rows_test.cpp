#include "render/cpu/rows.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "render/random_pixels.h"
#include "support/catch.h"

using namespace lattice::render::cpu;
using lattice::test::random_pixels;

namespace {

// The exact product rounds up at one half; weigh() may miss by this much of a code value.
constexpr double kMaxWeightError = 0.52;

}  // namespace

TEST_CASE("every weight and value is rounded to within about half a code value", "[render]") {
  double worst = 0;
  for (unsigned w = 0; w <= 65535; w += 17) {
    for (unsigned v = 0; v < 256; ++v) {
      const std::uint8_t src[4] = {static_cast<std::uint8_t>(v), 0, 0,
                                   static_cast<std::uint8_t>(v)};
      std::uint8_t dst[4] = {0, 0, 0, 0};
      scalar_rows().over(dst, src, 1, static_cast<std::uint16_t>(w));
      worst = std::max(worst, std::abs(dst[0] - v * (w / 65535.0)));
    }
  }
  CHECK(worst <= kMaxWeightError);
}

TEST_CASE("a full weight and an opaque source replace, an empty source keeps", "[render]") {
  for (unsigned v = 0; v < 256; ++v) {
    const auto b = static_cast<std::uint8_t>(v);
    const std::uint8_t opaque[4] = {b, b, b, 255}, nothing[4] = {0, 0, 0, 0};
    std::uint8_t dst[4] = {7, 8, 9, 200};
    scalar_rows().over(dst, nothing, 1, 65535);
    CHECK(dst[1] == 8);
    scalar_rows().over(dst, opaque, 1, 65535);
    CHECK(dst[0] == b);
    CHECK(dst[3] == 255);
  }
}

TEST_CASE("a mix of equals with weights that sum to one is the equal", "[render]") {
  for (unsigned v = 0; v < 256; ++v) {
    for (unsigned w = 0; w <= 65535; w += 257) {
      const std::vector<std::uint8_t> same(4, static_cast<std::uint8_t>(v));
      std::uint8_t dst[4];
      scalar_rows().mix(dst, same.data(), same.data(), 1, static_cast<std::uint16_t>(w),
                        static_cast<std::uint16_t>(65535 - w));
      REQUIRE(dst[0] == v);
    }
  }
}

TEST_CASE("colour never exceeds alpha", "[render]") {
  const auto a = random_pixels(5000, 1), b = random_pixels(5000, 2);
  auto over = b;
  scalar_rows().over(over.data(), a.data(), 5000, 40000);
  std::vector<std::uint8_t> mixed(a.size());
  scalar_rows().mix(mixed.data(), a.data(), b.data(), 5000, 20000, 45535);
  for (const auto* pixels : {&over, &mixed})
    for (std::size_t i = 0; i < pixels->size(); i += 4)
      for (std::size_t c = 0; c < 3; ++c) REQUIRE((*pixels)[i + c] <= (*pixels)[i + 3]);
}

TEST_CASE("plain and SIMD rows agree in every bit, at every length", "[render]") {
  INFO("best: " << best_rows().name);
  for (const std::size_t pixels : {1u, 2u, 3u, 7u, 16u, 31u, 64u, 255u, 1000u}) {
    for (const int w : {0, 1, 257, 32768, 65534, 65535}) {
      const auto weight = static_cast<std::uint16_t>(w);
      const auto src = random_pixels(pixels, 3), other = random_pixels(pixels, 4);
      auto plain = other, fast = other;
      scalar_rows().over(plain.data(), src.data(), pixels, weight);
      best_rows().over(fast.data(), src.data(), pixels, weight);
      REQUIRE(plain == fast);
      const auto rest = static_cast<std::uint16_t>(65535 - weight);
      scalar_rows().mix(plain.data(), src.data(), other.data(), pixels, weight, rest);
      best_rows().mix(fast.data(), src.data(), other.data(), pixels, weight, rest);
      REQUIRE(plain == fast);
    }
  }
}

TEST_CASE("plain and SIMD agree on pixels that are not premultiplied too", "[render]") {
  std::mt19937 random(5);
  std::vector<std::uint8_t> src(4096), dst(4096);
  for (auto& v : src) v = static_cast<std::uint8_t>(random());
  for (auto& v : dst) v = static_cast<std::uint8_t>(random());
  auto plain = dst, fast = dst;
  scalar_rows().over(plain.data(), src.data(), 1024, 50000);
  best_rows().over(fast.data(), src.data(), 1024, 50000);
  CHECK(plain == fast);
}
