// Blend modes over one row: which kernel draws a mode, in RGBA8 and in RGBA F32, and what all
// of them compute. A mode is looked up once for an op; no kernel asks for it pixel by pixel.
//
// With s the source times its weight, d what is there, both premultiplied, sa and da their
// alphas, and 1 standing for 255 in RGBA8:
//
//   alpha   sa + da - sa da
//   colour  s (1 - da) + d (1 - sa) + t,   t = sa da B(d / da, s / sa)
//
// B is the formula of W3C Compositing and Blending Level 1; t is written without the
// divisions wherever they cancel. plus_lighter is min(1, s + d) in all four channels. A
// transparent source leaves what is there as it is, whatever the mode.
//
// RGBA8: rounded once, to nearest; colour above alpha in either input counts as alpha, so
// that it never is in the result. Modes without a division are computed in whole numbers.
// The others (dodge, burn, soft_light, hue, saturation, color, luminosity) have t in float,
// and it is rounded to 1 / 255 of a code value first.
//
// RGBA F32: values above 1 and below 0 are taken as they are. Where a formula cuts at 1, it
// cuts no lower than what was there: plus_lighter at the greatest of 1, s and d; dodge at the
// greater of 1 and d / da; luminance is set within 0 and the greatest of 1 and both colours,
// also below 0 when the luminance is. Burn keeps a backdrop at 1 or above as it is.
#pragma once
#include <cstddef>
#include <cstdint>

#include "image/blend.h"

namespace lattice::render::cpu {

// `weight` as in rows.h. Blend::normal is RowKernels::over.
using BlendRow = void (*)(std::uint8_t* dst, const std::uint8_t* src, std::size_t pixels,
                          std::uint16_t weight);
// s = src * opacity.
using BlendRowF32 = void (*)(float* dst, const float* src, std::size_t pixels, float opacity);

// The plain versions, which the others are tested against: they give the same bits.
BlendRow scalar_blend(image::Blend mode);
BlendRowF32 scalar_blend_f32(image::Blend mode);
// The fastest that this CPU runs; the plain ones in builds without SIMD.
BlendRow best_blend(image::Blend mode);
BlendRowF32 best_blend_f32(image::Blend mode);

// Of dodge and burn: nothing divided by this is still nothing, and all else is more than any
// limit.
inline constexpr float kAlmostZero = 1e-35f;

// The modes of RGBA8 whose t is a float; nullptr for the others. For the above.
BlendRow scalar_float_blend(image::Blend mode);
BlendRow best_float_blend(image::Blend mode);

}  // namespace lattice::render::cpu
