// The blend modes in RGBA F32: as exact as its numbers, and values above 1 survive.
#include <cmath>
#include <random>
#include <vector>

#include "plan/dump.h"
#include "render/cpu/blend.h"
#include "support/blend_reference.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::render::cpu;
using image::Blend;

namespace {

constexpr double kMaxError = 1e-6;  // of values up to 1; of larger ones, relative
using Floats = std::vector<float>;

// Premultiplied, straight colour in 0..`high`.
Floats random_pixels(std::size_t pixels, float high, unsigned seed) {
  std::mt19937 random(seed);
  const auto number = [&] { return static_cast<float>(random() % 65537) / 65536.0f; };
  Floats out(4 * pixels);
  for (std::size_t i = 0; i < pixels; ++i) {
    const float a = random() % 4 == 0 ? static_cast<float>(random() % 2) : number();
    const bool is_grey = random() % 8 == 0;
    const float grey = number();
    for (std::size_t c = 0; c < 3; ++c) out[4 * i + c] = a * high * (is_grey ? grey : number());
    out[4 * i + 3] = a;
  }
  return out;
}

Floats drawn(BlendRowF32 row, const Floats& src, Floats dst, float opacity = 1) {
  row(dst.data(), src.data(), src.size() / 4, opacity);
  return dst;
}

test::RgbaF64 at(const Floats& pixels, std::size_t i) {
  return {pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]};
}

double worst_error(Blend mode, const Floats& src, const Floats& dst, const Floats& out) {
  double worst = 0;
  for (std::size_t i = 0; i < src.size(); i += 4) {
    const test::RgbaF64 exact = test::blend_reference(mode, at(src, i), at(dst, i));
    for (std::size_t c = 0; c < 4; ++c) {
      const double error = std::abs(static_cast<double>(out[i + c]) - exact[c]);
      worst = std::max(worst, error / std::max(1.0, std::abs(exact[c])));
    }
  }
  return worst;
}

template <class Check>
void for_all_modes(const Check& check) {
  for (std::size_t i = 0; i < image::kBlends; ++i) {
    const auto mode = static_cast<Blend>(i);
    CAPTURE(name_of(mode));
    check(mode);
  }
}

}  // namespace

TEST_CASE("float blends are within a millionth of their formulas", "[render][blend]") {
  const Floats src = random_pixels(100000, 1, 1), dst = random_pixels(100000, 1, 2);
  for_all_modes([&](Blend mode) {
    CHECK(worst_error(mode, src, dst, drawn(scalar_blend_f32(mode), src, dst)) <= kMaxError);
  });
}

TEST_CASE("plain and SIMD float blends agree in every value", "[render][blend]") {
  for_all_modes([](Blend mode) {
    for (const std::size_t pixels : {1u, 3u, 8u, 17u, 1000u}) {
      for (const float opacity : {0.0f, 0.3f, 1.0f}) {
        const Floats src = random_pixels(pixels, 3, 3), dst = random_pixels(pixels, 3, 4);
        const Floats plain = drawn(scalar_blend_f32(mode), src, dst, opacity);
        REQUIRE((drawn(best_blend_f32(mode), src, dst, opacity) == plain));
      }
    }
  });
}

TEST_CASE("opacity scales the source of a float blend", "[render][blend]") {
  const Floats src = random_pixels(1000, 1, 5), dst = random_pixels(1000, 1, 6);
  Floats scaled = src;
  for (float& v : scaled) v *= 0.4f;
  for_all_modes([&](Blend mode) {
    CHECK(
        (drawn(best_blend_f32(mode), src, dst, 0.4f) == drawn(best_blend_f32(mode), scaled, dst)));
  });
}

TEST_CASE("values above one go through the formulas", "[render][blend]") {
  const Floats src = random_pixels(20000, 8, 7), dst = random_pixels(20000, 8, 8);
  for_all_modes([&](Blend mode) {
    CHECK(worst_error(mode, src, dst, drawn(best_blend_f32(mode), src, dst)) <= 16 * kMaxError);
  });
}

TEST_CASE("no mode cuts what a transparent or neutral source is drawn on", "[render][blend]") {
  const Floats bright = {5, 2, 0.5f, 1}, nothing = {0, 0, 0, 0}, black = {0, 0, 0, 1};
  for_all_modes([&](Blend mode) {
    CHECK(drawn(best_blend_f32(mode), nothing, bright) == bright);
    CHECK(drawn(best_blend_f32(mode), bright, bright, 0) == bright);
  });
  for (const Blend mode : {Blend::screen, Blend::lighten, Blend::color_dodge, Blend::difference,
                           Blend::exclusion, Blend::plus_lighter})
    CHECK(drawn(best_blend_f32(mode), black, bright) == bright);
  const Floats glow = {4, 4, 4, 1};
  CHECK(drawn(best_blend_f32(Blend::plus_lighter), glow, black) == glow);
  CHECK(drawn(best_blend_f32(Blend::luminosity), glow, Floats{0.5f, 0.5f, 0.5f, 1})[1] == 4);
}

TEST_CASE("float blends of hostile values are numbers", "[render][blend]") {
  const float values[] = {0, -1, 1e-38f, 1e-20f, 0.5f, 1, 1000};
  Floats src, dst;
  for (const float a : {0.0f, 1e-30f, 0.5f, 1.0f})
    for (const float s : values)
      for (const float d : values) {
        src.insert(src.end(), {s, d, 0.25f, a});
        dst.insert(dst.end(), {d, 0.5f, s, 1 - a});
      }
  for_all_modes([&](Blend mode) {
    const Floats plain = drawn(scalar_blend_f32(mode), src, dst);
    for (const float v : plain) REQUIRE(std::isfinite(v));
    CHECK((drawn(best_blend_f32(mode), src, dst) == plain));
  });
}
