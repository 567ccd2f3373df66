// The modes of RGBA8 without a division through Highway: this file is compiled once per
// instruction set, and the best one is picked at run time. 16-bit lanes are enough: what is
// rounded is at most 255 * 255, and what wraps around on the way there wraps back.
#include "render/cpu/blend.h"
#include "render/cpu/rows.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "render/cpu/blend_simd.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "render/cpu/blend_rows-inl.h"

HWY_BEFORE_NAMESPACE();
namespace lattice::render::cpu {
namespace HWY_NAMESPACE {
#if HWY_TARGET == HWY_SCALAR
// One lane at a time is what the plain versions do.
BlendRow whole_number_blend(image::Blend mode) { return scalar_blend(mode); }
#else

// What the result lacks of s + d, times 255, as blend_scalar.cpp has it. Lanes of alpha have
// sa for s and da for d, and lose sa * da in all of these.
struct Multiply {
  static HWY_INLINE V16 lost(V16 s, V16 sa, V16 d, V16 da) {
    return hn::Add(hn::Mul(s, da), hn::Mul(d, hn::Sub(sa, s)));
  }
};

struct Screen {
  static HWY_INLINE V16 lost(V16 s, V16, V16 d, V16) { return hn::Mul(s, d); }
};

struct HardLight {
  static HWY_INLINE V16 lost(V16 s, V16 sa, V16 d, V16 da) {
    const auto is_light = hn::Gt(hn::Add(s, s), sa);
    const V16 with_s = hn::IfThenElse(is_light, d, hn::Sub(da, d));
    const V16 with_rest = hn::Sub(da, with_s);  // d and da - d the other way round
    return hn::Add(hn::Mul(s, with_s), hn::Mul(hn::Sub(sa, s), with_rest));
  }
};

struct Overlay {
  static HWY_INLINE V16 lost(V16 s, V16 sa, V16 d, V16 da) { return HardLight::lost(d, da, s, sa); }
};

struct Darken {
  static HWY_INLINE V16 lost(V16 s, V16 sa, V16 d, V16 da) {
    return hn::Max(hn::Mul(s, da), hn::Mul(d, sa));
  }
};

struct Lighten {
  static HWY_INLINE V16 lost(V16 s, V16 sa, V16 d, V16 da) {
    return hn::Min(hn::Mul(s, da), hn::Mul(d, sa));
  }
};

template <class Mode>
struct Once {
  static HWY_INLINE V8 of(V8 s, V8 s_alpha, V8 d, V8 d_alpha) {
    const V16 sa = even(s_alpha), da = even(d_alpha);
    const V16 lost_even = Mode::lost(even(s), sa, even(d), da);
    const V16 lost_odd = Mode::lost(odd(s), sa, odd(d), da);
    return hn::Sub(hn::Add(s, d), join(div255(lost_even), div255(lost_odd)));
  }
};

// Colour loses it twice, alpha once: difference and exclusion. 16 bits may not hold that, but
// they do hold what is left of (s + d) * 255.
template <class Mode>
struct Twice {
  static HWY_INLINE V8 of(V8 s, V8 s_alpha, V8 d, V8 d_alpha) {
    const D16 d16;
    const D32 d32;
    const V16 sa = even(s_alpha), da = even(d_alpha);
    const V16 is_green = hn::BitCast(d16, hn::Set(d32, 0x0000ffffu));
    const V16 lost_even = Mode::lost(even(s), sa, even(d), da);
    const V16 lost_odd = Mode::lost(odd(s), sa, odd(d), da);
    return join(left_of(even(s), even(d), hn::Add(lost_even, lost_even)),
                left_of(odd(s), odd(d), hn::Add(lost_odd, hn::And(lost_odd, is_green))));
  }

  static HWY_INLINE V16 left_of(V16 s, V16 d, V16 lost) {
    const V16 sum = hn::Add(s, d);
    return div255(hn::Sub(hn::Sub(hn::ShiftLeft<8>(sum), sum), lost));
  }
};

struct PlusLighter {
  static HWY_INLINE V8 of(V8 s, V8, V8 d, V8) { return hn::SaturatedAdd(s, d); }
};

BlendRow whole_number_blend(image::Blend mode) {
  using B = image::Blend;
  switch (mode) {
    case B::multiply: return blend_row<Once<Multiply>, B::multiply>;
    case B::screen: return blend_row<Once<Screen>, B::screen>;
    case B::overlay: return blend_row<Once<Overlay>, B::overlay>;
    case B::darken: return blend_row<Once<Darken>, B::darken>;
    case B::lighten: return blend_row<Once<Lighten>, B::lighten>;
    case B::hard_light: return blend_row<Once<HardLight>, B::hard_light>;
    case B::difference: return blend_row<Twice<Lighten>, B::difference>;
    case B::exclusion: return blend_row<Twice<Screen>, B::exclusion>;
    case B::plus_lighter: return blend_row<PlusLighter, B::plus_lighter>;
    default: return nullptr;
  }
}

#endif  // HWY_TARGET
}  // namespace HWY_NAMESPACE
}  // namespace lattice::render::cpu
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lattice::render::cpu {

HWY_EXPORT(whole_number_blend);

BlendRow best_blend(image::Blend mode) {
  if (mode == image::Blend::normal) return best_rows().over;
  const BlendRow row = HWY_DYNAMIC_DISPATCH(whole_number_blend)(mode);
  return row != nullptr ? row : best_float_blend(mode);
}

}  // namespace lattice::render::cpu
#endif
