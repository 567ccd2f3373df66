// Kernels over 1080p frames of premultiplied RGBA8, one thread. Compare plain and SIMD rows
// in one run; the ratio is what travels between machines.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "image/convert.h"
#include "render/cpu/recolor.h"
#include "render/cpu/rows.h"
#include "render/cpu/sample.h"

namespace {

using namespace lattice;

constexpr image::Rect kFrame{0, 0, 1920, 1080};

image::Buffer noise(unsigned seed) {
  image::Buffer out(image::kRgba8, kFrame);
  std::mt19937 random(seed);
  for (std::int32_t y = 0; y < kFrame.y1; ++y) {
    auto* row = reinterpret_cast<std::uint8_t*>(image::pixel(out.view(), 0, y));
    for (std::int32_t x = 0; x < kFrame.x1; ++x, row += 4) {
      const unsigned a = random() % 256;
      for (int c = 0; c < 3; ++c) row[c] = static_cast<std::uint8_t>(random() % (a + 1));
      row[3] = static_cast<std::uint8_t>(a);
    }
  }
  return out;
}

std::uint8_t* row(const image::Buffer& buffer, std::int32_t y) {
  return reinterpret_cast<std::uint8_t*>(image::pixel(buffer.view(), 0, y));
}

const render::cpu::RowKernels& rows(std::int64_t simd) {
  return simd != 0 ? render::cpu::best_rows() : render::cpu::scalar_rows();
}

void over(benchmark::State& state) {
  const auto src = noise(1), dst = noise(2);
  const auto& kernels = rows(state.range(0));
  state.SetLabel(kernels.name);
  for (auto _ : state)
    for (std::int32_t y = 0; y < kFrame.y1; ++y)
      kernels.over(row(dst, y), row(src, y), static_cast<std::size_t>(kFrame.x1), 50000);
}
BENCHMARK(over)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void mix(benchmark::State& state) {
  const auto from = noise(1), to = noise(2), dst = noise(3);
  const auto& kernels = rows(state.range(0));
  state.SetLabel(kernels.name);
  for (auto _ : state)
    for (std::int32_t y = 0; y < kFrame.y1; ++y)
      kernels.mix(row(dst, y), row(from, y), row(to, y), static_cast<std::size_t>(kFrame.x1), 20000,
                  45535);
}
BENCHMARK(mix)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void sample_affine(benchmark::State& state) {
  const auto src = noise(1), dst = noise(2);
  const render::cpu::Picture picture{src.view(), kFrame};
  const image::Mat3 map = image::Mat3::rotation(0.05) * image::Mat3::scaling(0.9, 0.9);
  const render::cpu::SampleRow sample =
      state.range(0) != 0 ? render::cpu::best_sample_row() : render::cpu::sample_row_scalar;
  for (auto _ : state)
    for (std::int32_t y = 0; y < kFrame.y1; ++y) sample(row(dst, y), picture, map, 0, y, kFrame.x1);
}
BENCHMARK(sample_affine)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void recolor(benchmark::State& state) {
  const auto src = noise(1), dst = noise(2);
  plan::ColorMatrix matrix{};
  for (std::size_t i = 0; i < 20; ++i) matrix.m[i] = i % 6 == 0 ? 0.8f : 0.05f;
  for (auto _ : state)
    for (std::int32_t y = 0; y < kFrame.y1; ++y)
      render::cpu::recolor_row(row(dst, y), row(src, y), kFrame.x1, {&matrix, 1});
}
BENCHMARK(recolor)->Unit(benchmark::kMillisecond);

void to_i420(benchmark::State& state) {
  const auto src = noise(1);
  image::Type type{};
  type.dtype = LATTICE_U8;
  type.channels = 3;
  type.layout = LATTICE_PLANAR;
  type.subsampling = LATTICE_SUB_420;
  type.range = LATTICE_RANGE_LIMITED;
  type.siting = LATTICE_SITING_LEFT;
  type.space = LATTICE_SPACE_YCBCR_BT709;
  const image::Buffer dst(type, kFrame);
  for (auto _ : state) image::convert(src.view(), dst.view(), kFrame);
}
BENCHMARK(to_i420)->Unit(benchmark::kMillisecond);

}  // namespace
