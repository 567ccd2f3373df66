#include "render/cpu/blend.h"

#ifdef LATTICE_TEST_INSTRUCTION_SETS
#include <hwy/highway.h>
#endif

#include <array>
#include <cmath>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "plan/dump.h"
#include "render/cpu/weigh.h"
#include "render/random_pixels.h"
#include "support/blend_reference.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::render::cpu;
using image::Blend;
using test::random_pixels;

namespace {

// One rounding, and float where a mode divides.
constexpr double kMaxBlendError = 0.502;     // code values, from the formula
constexpr double kMaxFixtureError = 1;       // code values, from the formula
constexpr int kMaxDistanceFromChromium = 2;  // code values
constexpr Blend kModes[] = {
    Blend::normal,     Blend::multiply,    Blend::screen,     Blend::overlay,    Blend::darken,
    Blend::lighten,    Blend::color_dodge, Blend::color_burn, Blend::soft_light, Blend::hard_light,
    Blend::difference, Blend::exclusion,   Blend::hue,        Blend::saturation, Blend::color,
    Blend::luminosity, Blend::plus_lighter};
static_assert(std::size(kModes) == image::kBlends);

using Bytes = std::vector<std::uint8_t>;
using Pixel8 = std::array<int, 4>;

Blend mode_named(const std::string& name) {
  for (const Blend mode : kModes)
    if (name_of(mode) == name) return mode;
  FAIL("no mode is called " << name);
  return Blend::normal;
}

test::RgbaF64 unit(const std::uint8_t* p) {
  return {p[0] / 255.0, p[1] / 255.0, p[2] / 255.0, p[3] / 255.0};
}

// Whatever bytes: colour may lie above alpha.
Bytes random_bytes(std::size_t pixels, unsigned seed) {
  std::mt19937 random(seed);
  Bytes out(4 * pixels);
  for (auto& v : out) v = static_cast<std::uint8_t>(random());
  return out;
}

// All pairs of source and backdrop value at each pair of alphas, three channels at a time:
// the green and blue of a pixel are other values of the same grid.
void append_pairs(int sa, int da, int step, Bytes& src, Bytes& dst) {
  const auto push = [](Bytes& to, int a, int v) {
    const int g = a == 0 ? 0 : (v * 7 + 3) % (a + 1), b = a - v;
    for (const int c : {v, g, b, a}) to.push_back(static_cast<std::uint8_t>(c));
  };
  for (int s = 0; s <= sa; s += step)
    for (int d = 0; d <= da; d += step) push(src, sa, s), push(dst, da, d);
}

bool is_premultiplied(const Bytes& pixels) {
  for (std::size_t i = 0; i < pixels.size(); i += 4)
    for (std::size_t c = 0; c < 3; ++c)
      if (pixels[i + c] > pixels[i + 3]) return false;
  return true;
}

double worst_error(Blend mode, const Bytes& src, const Bytes& dst, const Bytes& out) {
  double worst = 0;
  for (std::size_t i = 0; i < src.size(); i += 4) {
    const test::RgbaF64 exact = test::blend_reference(mode, unit(&src[i]), unit(&dst[i]));
    for (std::size_t c = 0; c < 4; ++c)
      worst = std::max(worst, std::abs(out[i + c] - 255 * exact[c]));
  }
  return worst;
}

Bytes drawn(BlendRow row, const Bytes& src, Bytes dst, std::uint16_t weight = 65535) {
  row(dst.data(), src.data(), src.size() / 4, weight);
  return dst;
}

}  // namespace

TEST_CASE("the modes that browsers have are within one code value of their formulas",
          "[render][blend]") {
  std::ifstream file(LATTICE_TEST_DATA "/render/blend.txt");
  std::string line;
  int pairs = 0, farthest = 0;
  double worst = 0;
  while (std::getline(file, line)) {
    if (line.starts_with("#")) continue;
    std::istringstream in(line);
    std::string name;
    in >> name;
    Pixel8 values[3];
    for (auto& pixel : values)
      for (int& v : pixel) in >> v;
    Bytes src(4), dst(4);
    for (std::size_t c = 0; c < 4; ++c) {
      src[c] = static_cast<std::uint8_t>(values[0][c]);
      dst[c] = static_cast<std::uint8_t>(values[1][c]);
    }
    const Bytes out = drawn(scalar_blend(mode_named(name)), src, dst);
    for (std::size_t c = 0; c < 4; ++c) {
      double exact = -1;
      in >> exact;
      worst = std::max(worst, std::abs(out[c] - exact));
      farthest = std::max(farthest, std::abs(out[c] - values[2][c]));
    }
    REQUIRE(in);
    REQUIRE(is_premultiplied(out));
    ++pairs;
  }
  CHECK(pairs == 2000);
  CHECK(worst <= kMaxFixtureError);
  CHECK(farthest <= kMaxDistanceFromChromium);
}

TEST_CASE("every mode rounds its formula once", "[render][blend]") {
  Bytes src, dst;
  for (const int sa : {0, 1, 2, 77, 128, 254, 255})
    for (const int da : {0, 1, 3, 50, 127, 200, 255}) append_pairs(sa, da, 5, src, dst);
  for (const Blend mode : kModes) {
    CAPTURE(name_of(mode));
    const Bytes out = drawn(scalar_blend(mode), src, dst);
    CHECK(worst_error(mode, src, dst, out) <= kMaxBlendError);
    CHECK(is_premultiplied(out));
  }
}

TEST_CASE("plain and SIMD blends agree over all pairs of bytes", "[render][blend]") {
  Bytes src, dst;
  for (const auto& [sa, da] : {std::pair{255, 255}, {255, 128}, {128, 255}, {200, 131}})
    append_pairs(sa, da, 1, src, dst);
  for (const Blend mode : kModes) {
    CAPTURE(name_of(mode));
    const Bytes out = drawn(best_blend(mode), src, dst);
    CHECK((out == drawn(scalar_blend(mode), src, dst)));
    CHECK(is_premultiplied(out));
  }
}

#ifdef LATTICE_TEST_INSTRUCTION_SETS
TEST_CASE("all instruction sets of this CPU blend the same bytes", "[render][blend]") {
  const Bytes src = random_pixels(3001, 10), dst = random_pixels(3001, 11);
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    CAPTURE(hwy::TargetName(target));
    for (const Blend mode : kModes) {
      CAPTURE(name_of(mode));
      const Bytes out = drawn(best_blend(mode), src, dst, 60000);
      CHECK((out == drawn(scalar_blend(mode), src, dst, 60000)));
    }
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().DeInit();
}
#endif

TEST_CASE("plain and SIMD blends agree at every length and weight", "[render][blend]") {
  for (const Blend mode : kModes) {
    CAPTURE(name_of(mode));
    for (const std::size_t pixels : {1u, 2u, 3u, 7u, 16u, 31u, 64u, 255u, 1000u}) {
      for (const int w : {0, 1, 257, 32768, 65534, 65535}) {
        const auto weight = static_cast<std::uint16_t>(w);
        const Bytes src = random_pixels(pixels, 3), dst = random_pixels(pixels, 4);
        const Bytes plain = drawn(scalar_blend(mode), src, dst, weight);
        REQUIRE((drawn(best_blend(mode), src, dst, weight) == plain));
        REQUIRE(is_premultiplied(plain));
      }
    }
  }
}

TEST_CASE("a weight is the source's opacity", "[render][blend]") {
  const Bytes src = random_pixels(4000, 5), dst = random_pixels(4000, 6);
  Bytes weighed = src;
  for (auto& v : weighed) v = static_cast<std::uint8_t>(weigh(v, 40000));
  for (const Blend mode : kModes) {
    CAPTURE(name_of(mode));
    CHECK((drawn(scalar_blend(mode), src, dst, 40000) == drawn(scalar_blend(mode), weighed, dst)));
  }
}

TEST_CASE("colour above alpha counts as alpha", "[render][blend]") {
  const Bytes src = random_bytes(5000, 7), dst = random_bytes(5000, 8);
  Bytes src_cut = src, dst_cut = dst;
  for (Bytes* pixels : {&src_cut, &dst_cut})
    for (std::size_t i = 0; i < pixels->size(); ++i)
      (*pixels)[i] = std::min((*pixels)[i], (*pixels)[i | 3]);
  for (const Blend mode : kModes) {
    if (mode == Blend::normal) continue;  // saturates instead
    CAPTURE(name_of(mode));
    const Bytes out = drawn(scalar_blend(mode), src, dst);
    CHECK((out == drawn(scalar_blend(mode), src_cut, dst_cut)));
    CHECK((drawn(best_blend(mode), src, dst) == out));
  }
}

TEST_CASE("a transparent source leaves the backdrop, a transparent backdrop takes the source",
          "[render][blend]") {
  const Bytes some = random_pixels(2000, 9), nothing(some.size(), 0);
  for (const Blend mode : kModes) {
    CAPTURE(name_of(mode));
    CHECK((drawn(best_blend(mode), nothing, some) == some));
    CHECK((drawn(best_blend(mode), some, some, 0) == some));
    CHECK((drawn(best_blend(mode), some, nothing) == some));
  }
}
