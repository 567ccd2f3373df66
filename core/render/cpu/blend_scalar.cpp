// The modes of RGBA8 without a division, plain and in whole numbers, and the table of all.
//
// Written with what the result lacks of s + d, times 255: out = s + d - div255(lost). It is
// never negative and, for these modes, exact before the one rounding. Twice 255 * 255 is the
// most that it can be.
#include <algorithm>

#include "render/cpu/blend.h"
#include "render/cpu/rows.h"
#include "render/cpu/weigh.h"

namespace lattice::render::cpu {
namespace {

using U32 = std::uint32_t;

// Of one colour channel: s and d of it, sa and da of the pixel.
using Lost = U32 (*)(U32 s, U32 sa, U32 d, U32 da);

U32 multiply(U32 s, U32 sa, U32 d, U32 da) { return s * da + d * (sa - s); }

U32 screen(U32 s, U32, U32 d, U32) { return s * d; }

// Multiplies where the source is dark, screens where it is light.
U32 hard_light(U32 s, U32 sa, U32 d, U32 da) {
  return 2 * s <= sa ? s * (da - d) + d * (sa - s) : s * d + (sa - s) * (da - d);
}

U32 overlay(U32 s, U32 sa, U32 d, U32 da) { return hard_light(d, da, s, sa); }

U32 darken(U32 s, U32 sa, U32 d, U32 da) { return std::max(s * da, d * sa); }

U32 lighten(U32 s, U32 sa, U32 d, U32 da) { return std::min(s * da, d * sa); }

U32 difference(U32 s, U32 sa, U32 d, U32 da) { return 2 * std::min(s * da, d * sa); }

U32 exclusion(U32 s, U32, U32 d, U32) { return 2 * s * d; }

template <Lost lost>
void blend(std::uint8_t* dst, const std::uint8_t* src, std::size_t pixels, std::uint16_t weight) {
  for (std::size_t i = 0; i < pixels; ++i, dst += 4, src += 4) {
    const U32 sa = weigh(src[3], weight), da = dst[3];
    for (int c = 0; c < 3; ++c) {
      const U32 s = std::min(weigh(src[c], weight), sa), d = std::min<U32>(dst[c], da);
      dst[c] = static_cast<std::uint8_t>(s + d - (lost(s, sa, d, da) + 127) / 255);
    }
    dst[3] = static_cast<std::uint8_t>(sa + da - div255(sa * da));
  }
}

void plus_lighter(std::uint8_t* dst, const std::uint8_t* src, std::size_t pixels,
                  std::uint16_t weight) {
  for (std::size_t i = 0; i < pixels; ++i, dst += 4, src += 4) {
    const U32 sa = weigh(src[3], weight), da = dst[3];
    for (int c = 0; c < 3; ++c) {
      const U32 s = std::min(weigh(src[c], weight), sa), d = std::min<U32>(dst[c], da);
      dst[c] = static_cast<std::uint8_t>(std::min(s + d, 255u));
    }
    dst[3] = static_cast<std::uint8_t>(std::min(sa + da, 255u));
  }
}

}  // namespace

BlendRow scalar_blend(image::Blend mode) {
  switch (mode) {
    case image::Blend::normal: return scalar_rows().over;
    case image::Blend::multiply: return blend<multiply>;
    case image::Blend::screen: return blend<screen>;
    case image::Blend::overlay: return blend<overlay>;
    case image::Blend::darken: return blend<darken>;
    case image::Blend::lighten: return blend<lighten>;
    case image::Blend::hard_light: return blend<hard_light>;
    case image::Blend::difference: return blend<difference>;
    case image::Blend::exclusion: return blend<exclusion>;
    case image::Blend::plus_lighter: return plus_lighter;
    default: return scalar_float_blend(mode);
  }
}

#ifndef LATTICE_HAVE_SIMD
BlendRow best_blend(image::Blend mode) { return scalar_blend(mode); }
#endif

}  // namespace lattice::render::cpu
