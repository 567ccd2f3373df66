// Colour matrices over rows of premultiplied RGBA8.
#pragma once
#include <cstdint>
#include <span>

#include "plan/plan.h"

namespace lattice::render::cpu {

// Takes each pixel apart (straight = colour / alpha; a transparent one is black), applies
// the matrices in order in float, clamps where a matrix says so and at the end, and puts
// it together again with one rounding. dst may be src.
void recolor_row(std::uint8_t* dst, const std::uint8_t* src, std::int32_t count,
                 std::span<const plan::ColorMatrix> matrices);

}  // namespace lattice::render::cpu
