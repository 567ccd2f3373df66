// Rows of pixels read from a premultiplied RGBA8 picture through an affine map.
#pragma once
#include <cstdint>

#include "image/buffer.h"
#include "image/mat3.h"

namespace lattice::render::cpu {

// A picture and the part of it that counts; outside of `region` it is transparent.
struct Picture {
  image::View view{};
  image::Rect region;  // inside view.valid
};

// dst[i] = bilinear sample at the centre of output pixel (x0 + i, y), carried into the
// picture by the affine `source_from_output`. Positions are rounded to 1/256 pixel and the
// four products summed before the one rounding, so a value depends on (x, y) alone, not
// on where a row begins; whole-pixel offsets copy.
using SampleRow = void (*)(std::uint8_t* dst, const Picture& picture,
                           const image::Mat3& source_from_output, std::int32_t x0, std::int32_t y,
                           std::int32_t count);
// The plain version, which the other is tested against.
void sample_row_scalar(std::uint8_t* dst, const Picture& picture,
                       const image::Mat3& source_from_output, std::int32_t x0, std::int32_t y,
                       std::int32_t count);
// The fastest that this CPU runs.
SampleRow best_sample_row();

// The depth value nearest to the centre of each output pixel; +infinity outside.
void sample_depth_row(float* dst, const Picture& picture, const image::Mat3& source_from_output,
                      std::int32_t x0, std::int32_t y, std::int32_t count);

}  // namespace lattice::render::cpu
