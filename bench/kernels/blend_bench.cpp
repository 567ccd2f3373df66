// Blend modes over 1080p pictures of premultiplied RGBA8, one thread, and pixman's beside them in
// the same run where it is installed; the ratio is what travels between machines. RGBA F32 of
// the cheapest and of the dearest mode.
#include <benchmark/benchmark.h>
#ifdef LATTICE_BENCH_PIXMAN
#include <pixman.h>
#endif

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "plan/dump.h"
#include "render/cpu/blend.h"

namespace {

using namespace lattice;
using image::Blend;

constexpr int kWidth = 1920, kHeight = 1080;
constexpr std::size_t kPixels = std::size_t{kWidth} * kHeight;

// As photographs have it: smooth, with a little noise. Premultiplied; the alpha of a source
// goes from 0 at the left to 255, a backdrop is opaque.
std::vector<std::uint32_t> picture(unsigned seed, bool is_source) {
  std::vector<std::uint32_t> out(kPixels);
  std::mt19937 random(seed);
  for (std::uint32_t i = 0; i < kPixels; ++i) {
    const std::uint32_t x = i % kWidth, y = i / kWidth;
    const std::uint32_t a = is_source ? x * 255 / (kWidth - 1) : 255;
    out[i] = a << 24;
    for (std::uint32_t c = 0; c < 3; ++c) {
      const std::uint32_t wave = (x * (c + 1 + seed) / 8 + y * (4 - c) / 4) % 480;
      const std::uint32_t smooth = wave < 240 ? wave : 480 - wave;
      out[i] |= (smooth + static_cast<std::uint32_t>(random() % 16)) * a / 255 << (8 * c);
    }
  }
  return out;
}

std::vector<float> picture_f32(unsigned seed, bool is_source) {
  const auto pixels = picture(seed, is_source);
  std::vector<float> out;
  for (const std::uint32_t pixel : pixels)
    for (int c = 0; c < 4; ++c) out.push_back(static_cast<float>(pixel >> (8 * c) & 255) / 255.0f);
  return out;
}

// As the renderer draws: row by row, with a weight.
void blend(benchmark::State& state, render::cpu::BlendRow row) {
  const auto src = picture(1, true), backdrop = picture(2, false);
  auto dst = backdrop;
  for (auto _ : state) {
    state.PauseTiming();
    dst = backdrop;
    state.ResumeTiming();
    for (std::size_t y = 0; y < kPixels; y += kWidth)
      row(reinterpret_cast<std::uint8_t*>(dst.data() + y),
          reinterpret_cast<const std::uint8_t*>(src.data() + y), kWidth, 65535);
  }
}

void blend_f32(benchmark::State& state, render::cpu::BlendRowF32 row) {
  const auto src = picture_f32(1, true);
  auto dst = picture_f32(2, false);
  for (auto _ : state)
    for (std::size_t y = 0; y < kPixels; y += kWidth)
      row(dst.data() + 4 * y, src.data() + 4 * y, kWidth, 1);
}

#ifdef LATTICE_BENCH_PIXMAN
void pixman(benchmark::State& state, pixman_op_t op) {
  auto src = picture(1, true), dst = picture(2, false);
  const auto backdrop = dst;
  // Its own order of channels, which it need not convert.
  const auto image = [](std::vector<std::uint32_t>& pixels) {
    return pixman_image_create_bits(PIXMAN_a8r8g8b8, kWidth, kHeight, pixels.data(), 4 * kWidth);
  };
  pixman_image_t *from = image(src), *to = image(dst);
  for (auto _ : state) {
    state.PauseTiming();
    std::copy(backdrop.begin(), backdrop.end(), dst.begin());
    state.ResumeTiming();
    pixman_image_composite32(op, from, nullptr, to, 0, 0, 0, 0, 0, 0, kWidth, kHeight);
  }
  pixman_image_unref(from);
  pixman_image_unref(to);
}

pixman_op_t pixman_op(Blend mode) {
  switch (mode) {
    case Blend::normal: return PIXMAN_OP_OVER;
    case Blend::multiply: return PIXMAN_OP_MULTIPLY;
    case Blend::screen: return PIXMAN_OP_SCREEN;
    case Blend::overlay: return PIXMAN_OP_OVERLAY;
    case Blend::darken: return PIXMAN_OP_DARKEN;
    case Blend::lighten: return PIXMAN_OP_LIGHTEN;
    case Blend::color_dodge: return PIXMAN_OP_COLOR_DODGE;
    case Blend::color_burn: return PIXMAN_OP_COLOR_BURN;
    case Blend::soft_light: return PIXMAN_OP_SOFT_LIGHT;
    case Blend::hard_light: return PIXMAN_OP_HARD_LIGHT;
    case Blend::difference: return PIXMAN_OP_DIFFERENCE;
    case Blend::exclusion: return PIXMAN_OP_EXCLUSION;
    case Blend::hue: return PIXMAN_OP_HSL_HUE;
    case Blend::saturation: return PIXMAN_OP_HSL_SATURATION;
    case Blend::color: return PIXMAN_OP_HSL_COLOR;
    case Blend::luminosity: return PIXMAN_OP_HSL_LUMINOSITY;
    case Blend::plus_lighter: return PIXMAN_OP_ADD;
  }
  return PIXMAN_OP_OVER;
}
#endif

const bool kRegistered = [] {
  for (std::size_t i = 0; i < image::kBlends; ++i) {
    const auto mode = static_cast<Blend>(i);
    const std::string name = name_of(mode);
    benchmark::RegisterBenchmark(("blend/" + name).c_str(), blend, render::cpu::best_blend(mode))
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark(("blend_scalar/" + name).c_str(), blend,
                                 render::cpu::scalar_blend(mode))
        ->Unit(benchmark::kMillisecond);
#ifdef LATTICE_BENCH_PIXMAN
    benchmark::RegisterBenchmark(("pixman/" + name).c_str(), pixman, pixman_op(mode))
        ->Unit(benchmark::kMillisecond);
#endif
  }
  for (const Blend mode : {Blend::multiply, Blend::saturation})
    benchmark::RegisterBenchmark((std::string("blend_f32/") + name_of(mode)).c_str(), blend_f32,
                                 render::cpu::best_blend_f32(mode))
        ->Unit(benchmark::kMillisecond);
  return true;
}();

}  // namespace
