// Where the pixels of an output row fall in a picture: shared by the plain sampler and the
// SIMD one, which must agree in every bit.
#pragma once
#include <cstdint>

#include "image/mat3.h"

namespace lattice::render::cpu {

// Where pixel centres of one output row fall in the picture, in 1/256 pixel, relative to
// the picture's own pixel centres.
struct RowPositions {
  RowPositions(const image::Mat3& source_from_output, std::int32_t y) {
    const auto& m = source_from_output.m;
    step_x = m[0], start_x = m[1] * (y + 0.5) + m[2];
    step_y = m[3], start_y = m[4] * (y + 0.5) + m[5];
  }
  std::int64_t x_at(std::int32_t x) const { return to_fixed(step_x * (x + 0.5) + start_x - 0.5); }
  std::int64_t y_at(std::int32_t x) const { return to_fixed(step_y * (x + 0.5) + start_y - 0.5); }

  // Rounded to nearest. What is farther away than any picture (NaN too) goes to one place out
  // there. std::floor would be a call on machines that are asked for no more than SSE2.
  static std::int64_t to_fixed(double v) {
    constexpr double kFar = 1 << 30;
    if (!(v > -kFar && v < kFar)) return -(std::int64_t{1} << 40);
    const double scaled = v * 256 + 0.5;
    const auto whole = static_cast<std::int64_t>(scaled);
    return whole - (scaled < static_cast<double>(whole) ? 1 : 0);
  }

  double step_x, start_x, step_y, start_y;
};

}  // namespace lattice::render::cpu
