// Internal to convert*.cpp: how each family of conversions is looked up and run.
#pragma once
#include <cstddef>

#include "image/buffer.h"

namespace lattice::image {

// Converts `count` neighbouring units of one row; src and dst never overlap.
using RowKernel = void (*)(const std::byte* src, std::byte* dst, std::size_t count);

// A unit is a pixel of premultiplied sRGB RGBA8. Null: there is no such conversion.
RowKernel rgba8_kernel(const Type& dst);

// A unit is one sample of an interleaved image, whatever it means. Null likewise.
RowKernel sample_kernel(const Type& src, const Type& dst);

// Premultiplied sRGB RGBA8, alpha dropped, to planar 8-bit Y'CbCr.
bool is_ycbcr_target(const Type& dst);
void convert_to_ycbcr(const View& src, const View& dst, const Rect& area);

}  // namespace lattice::image
