// The same through Highway, a pixel in each lane: this file is compiled once per instruction
// set, and the best one is picked at run time. Operation for operation what
// blend_float_scalar.cpp does, so that the bits are the same.
#include "render/cpu/blend.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "render/cpu/blend_float_simd.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "render/cpu/blend_rows-inl.h"

HWY_BEFORE_NAMESPACE();
namespace lattice::render::cpu {
namespace HWY_NAMESPACE {
#if HWY_TARGET == HWY_SCALAR
BlendRow float_blend(image::Blend mode) { return scalar_float_blend(mode); }
BlendRowF32 blend_f32_of(image::Blend mode) { return scalar_blend_f32(mode); }
#else

using DF = hn::Repartition<float, D8>;
using DI = hn::Repartition<std::int32_t, D8>;
using V = hn::Vec<DF>;
using V32 = hn::Vec<D32>;

HWY_INLINE V number(float value) { return hn::Set(DF(), value); }
HWY_INLINE V twice(V v) { return hn::Add(v, v); }
HWY_INLINE V smallest(V a, V b, V c) { return hn::Min(hn::Min(a, b), c); }
HWY_INLINE V largest(V a, V b, V c) { return hn::Max(hn::Max(a, b), c); }

// ---- t of one channel ---------------------------------------------------------------

struct Multiply {
  static HWY_INLINE V term(V s, V, V d, V) { return hn::Mul(s, d); }
};

struct Screen {
  static HWY_INLINE V term(V s, V sa, V d, V da) {
    return hn::Sub(hn::Add(hn::Mul(s, da), hn::Mul(d, sa)), hn::Mul(s, d));
  }
};

struct HardLight {
  static HWY_INLINE V term(V s, V sa, V d, V da) {
    const auto is_light = hn::Gt(twice(s), sa);
    const V light = hn::Mul(hn::Sub(sa, s), hn::Sub(da, d));
    return hn::IfThenElse(is_light, hn::Sub(hn::Mul(sa, da), twice(light)), twice(hn::Mul(s, d)));
  }
};

struct Overlay {
  static HWY_INLINE V term(V s, V sa, V d, V da) { return HardLight::term(d, da, s, sa); }
};

struct Darken {
  static HWY_INLINE V term(V s, V sa, V d, V da) { return hn::Min(hn::Mul(s, da), hn::Mul(d, sa)); }
};

struct Lighten {
  static HWY_INLINE V term(V s, V sa, V d, V da) { return hn::Max(hn::Mul(s, da), hn::Mul(d, sa)); }
};

struct Difference {
  static HWY_INLINE V term(V s, V sa, V d, V da) {
    return hn::Abs(hn::Sub(hn::Mul(s, da), hn::Mul(d, sa)));
  }
};

struct Exclusion {
  static HWY_INLINE V term(V s, V sa, V d, V da) {
    return hn::Sub(hn::Add(hn::Mul(s, da), hn::Mul(d, sa)), twice(hn::Mul(s, d)));
  }
};

struct ColorDodge {
  static HWY_INLINE V term(V s, V sa, V d, V da) {
    const V shared = hn::Mul(d, sa), limit = hn::Max(hn::Mul(sa, da), shared);
    const V ratio = hn::Div(sa, hn::Max(hn::Sub(sa, s), number(kAlmostZero)));
    return hn::Min(hn::Mul(shared, ratio), limit);
  }
};

struct ColorBurn {
  static HWY_INLINE V term(V s, V sa, V d, V da) {
    const V one = hn::Mul(sa, da), rest = hn::Max(hn::Sub(da, d), number(0));
    const V ratio = hn::Div(sa, hn::Max(s, number(kAlmostZero)));
    const V taken = hn::Min(hn::Mul(hn::Mul(rest, sa), ratio), one);
    return hn::Sub(hn::Max(one, hn::Mul(d, sa)), taken);
  }
};

struct SoftLight {
  static HWY_INLINE V term(V s, V sa, V d, V da) {
    const V per_da = hn::IfThenElseZero(hn::Gt(da, number(0)), hn::Div(number(1), da));
    const V x = hn::Mul(d, per_da), more = hn::Sub(twice(s), sa);
    V cubic = hn::Sub(hn::Mul(number(16), x), number(12));
    cubic = hn::Mul(hn::Add(hn::Mul(cubic, x), number(4)), d);
    const V root = hn::Sqrt(hn::Mul(d, da));
    const V light = hn::IfThenElse(hn::Le(x, number(0.25f)), cubic, root);
    const V change = hn::IfThenElse(hn::Gt(more, number(0)), hn::Sub(light, d),
                                    hn::Mul(d, hn::Sub(number(1), x)));
    return hn::Add(hn::Mul(d, sa), hn::Mul(more, change));
  }
};

// ---- t of a whole colour ------------------------------------------------------------

HWY_INLINE V luminance(V r, V g, V b) {
  const V red_green = hn::Add(hn::Mul(number(0.3f), r), hn::Mul(number(0.59f), g));
  return hn::Add(red_green, hn::Mul(number(0.11f), b));
}

HWY_INLINE void set_luminance(V& r, V& g, V& b, V to, V limit) {
  const V now = luminance(r, g, b);
  limit = hn::Max(limit, to);
  r = hn::Sub(r, now), g = hn::Sub(g, now), b = hn::Sub(b, now);
  const V least = smallest(r, g, b), most = largest(r, g, b), floor = hn::Min(to, number(0));
  const V down = hn::IfThenElse(hn::Lt(hn::Add(to, least), floor),
                                hn::Div(hn::Sub(to, floor), hn::Sub(number(0), least)), number(1));
  const V up = hn::IfThenElse(hn::Gt(hn::Add(to, most), limit), hn::Div(hn::Sub(limit, to), most),
                              number(1));
  r = hn::Add(to, hn::Mul(hn::Mul(r, down), up));
  g = hn::Add(to, hn::Mul(hn::Mul(g, down), up));
  b = hn::Add(to, hn::Mul(hn::Mul(b, down), up));
}

HWY_INLINE void set_saturation(V& r, V& g, V& b, V to) {
  const V least = smallest(r, g, b), apart = hn::Sub(largest(r, g, b), least);
  const auto is_colored = hn::Gt(apart, number(0));
  r = hn::IfThenElseZero(is_colored, hn::Div(hn::Mul(hn::Sub(r, least), to), apart));
  g = hn::IfThenElseZero(is_colored, hn::Div(hn::Mul(hn::Sub(g, least), to), apart));
  b = hn::IfThenElseZero(is_colored, hn::Div(hn::Mul(hn::Sub(b, least), to), apart));
}

HWY_INLINE V saturation_of(V r, V g, V b) { return hn::Sub(largest(r, g, b), smallest(r, g, b)); }

// Whole colours in r, g, b: s on the way in, t on the way out.
template <class Mode>
struct Whole {
  static HWY_INLINE void terms(V& r, V& g, V& b, V sa, V dr, V dg, V db, V da) {
    const V s_most = hn::Mul(largest(r, g, b), da), d_most = hn::Mul(largest(dr, dg, db), sa);
    const V limit = hn::Max(hn::Mul(sa, da), hn::Max(s_most, d_most));
    const V to = Mode::is_source_luminance ? hn::Mul(luminance(r, g, b), da)
                                           : hn::Mul(luminance(dr, dg, db), sa);
    Mode::base(r, g, b, sa, dr, dg, db, da);
    set_luminance(r, g, b, to, limit);
  }
};

struct Hue {
  static constexpr bool is_source_luminance = false;
  static HWY_INLINE void base(V& r, V& g, V& b, V sa, V dr, V dg, V db, V) {
    set_saturation(r, g, b, hn::Mul(saturation_of(dr, dg, db), sa));
  }
};

struct Saturation {
  static constexpr bool is_source_luminance = false;
  static HWY_INLINE void base(V& r, V& g, V& b, V, V dr, V dg, V db, V da) {
    const V to = hn::Mul(saturation_of(r, g, b), da);
    r = dr, g = dg, b = db;
    set_saturation(r, g, b, to);
  }
};

struct Color {
  static constexpr bool is_source_luminance = false;
  static HWY_INLINE void base(V& r, V& g, V& b, V, V, V, V, V da) {
    r = hn::Mul(r, da), g = hn::Mul(g, da), b = hn::Mul(b, da);
  }
};

struct Luminosity {
  static constexpr bool is_source_luminance = true;
  static HWY_INLINE void base(V& r, V& g, V& b, V sa, V dr, V dg, V db, V) {
    r = hn::Mul(dr, sa), g = hn::Mul(dg, sa), b = hn::Mul(db, sa);
  }
};

template <class Mode>
struct Separable {
  static HWY_INLINE void terms(V& r, V& g, V& b, V sa, V dr, V dg, V db, V da) {
    r = Mode::term(r, sa, dr, da);
    g = Mode::term(g, sa, dg, da);
    b = Mode::term(b, sa, db, da);
  }
};

// ---- Rows -----------------------------------------------------------------------------

template <int byte>
HWY_INLINE V channel(V8 pixels) {
  constexpr std::uint8_t b = byte, none = 0x80;
  alignas(16) static constexpr std::uint8_t kPlaces[16] = {b,      none, none,  none, b + 4, none,
                                                           none,   none, b + 8, none, none,  none,
                                                           b + 12, none, none,  none};
  const V8 bytes = hn::TableLookupBytesOr0(pixels, hn::LoadDup128(D8(), kPlaces));
  return hn::ConvertTo(DF(), hn::BitCast(DI(), bytes));
}

// Of each float the lower 16 bits are t rounded.
HWY_INLINE V16 whole(V t) { return hn::BitCast(D16(), hn::Add(t, number(8388608.0f))); }

HWY_INLINE V16 blended(V16 s, V16 s_rest, V16 d, V16 d_rest, V16 t) {
  return div255(hn::Add(hn::Add(hn::Mul(s, d_rest), hn::Mul(d, s_rest)), t));
}

template <class Mode>
struct Bytes {
  static HWY_INLINE V8 of(V8 s, V8 s_alpha, V8 d, V8 d_alpha) {
    V r = channel<0>(s), g = channel<1>(s), b = channel<2>(s);
    Mode::terms(r, g, b, channel<3>(s), channel<0>(d), channel<1>(d), channel<2>(d), channel<3>(d));
    // As even() and odd() have the channels; t of alpha is sa da.
    const V16 t_even =
        hn::OddEven(hn::BitCast(D16(), hn::ShiftLeft<16>(hn::BitCast(D32(), whole(b)))), whole(r));
    const V16 t_odd = hn::OddEven(hn::Mul(odd(s), odd(d)), whole(g));
    const V16 full = hn::Set(D16(), std::uint16_t{255});
    const V16 s_rest = hn::Sub(full, even(s_alpha)), d_rest = hn::Sub(full, even(d_alpha));
    return join(blended(even(s), s_rest, even(d), d_rest, t_even),
                blended(odd(s), s_rest, odd(d), d_rest, t_odd));
  }
};

template <class Mode, image::Blend plain>
void blend_f32(float* dst, const float* src, std::size_t pixels, float opacity) {
  const DF df;
  const V weight = number(opacity), one = number(1);
  const std::size_t lanes = hn::Lanes(df);
  std::size_t i = 0;
  for (; i + lanes <= pixels; i += lanes) {
    V sr, sg, sb, sa, dr, dg, db, da;
    hn::LoadInterleaved4(df, src + 4 * i, sr, sg, sb, sa);
    hn::LoadInterleaved4(df, dst + 4 * i, dr, dg, db, da);
    sr = hn::Mul(sr, weight), sg = hn::Mul(sg, weight), sb = hn::Mul(sb, weight);
    sa = hn::Mul(sa, weight);
    const V s_rest = hn::Sub(one, sa), d_rest = hn::Sub(one, da);
    V r = sr, g = sg, b = sb;
    Mode::terms(r, g, b, sa, dr, dg, db, da);
    r = hn::Add(hn::Add(hn::Mul(sr, d_rest), hn::Mul(dr, s_rest)), r);
    g = hn::Add(hn::Add(hn::Mul(sg, d_rest), hn::Mul(dg, s_rest)), g);
    b = hn::Add(hn::Add(hn::Mul(sb, d_rest), hn::Mul(db, s_rest)), b);
    hn::StoreInterleaved4(r, g, b, hn::Add(sa, hn::Mul(da, s_rest)), df, dst + 4 * i);
  }
  if (i < pixels) scalar_blend_f32(plain)(dst + 4 * i, src + 4 * i, pixels - i, opacity);
}

void over_f32(float* dst, const float* src, std::size_t pixels, float opacity) {
  const DF df;
  const V weight = number(opacity), one = number(1);
  const std::size_t lanes = hn::Lanes(df);
  std::size_t i = 0;
  for (; i + lanes <= pixels; i += lanes) {
    V sr, sg, sb, sa, dr, dg, db, da;
    hn::LoadInterleaved4(df, src + 4 * i, sr, sg, sb, sa);
    hn::LoadInterleaved4(df, dst + 4 * i, dr, dg, db, da);
    const V keep = hn::Sub(one, hn::Mul(sa, weight));
    const V r = hn::Add(hn::Mul(sr, weight), hn::Mul(dr, keep));
    const V g = hn::Add(hn::Mul(sg, weight), hn::Mul(dg, keep));
    const V b = hn::Add(hn::Mul(sb, weight), hn::Mul(db, keep));
    const V a = hn::Add(hn::Mul(sa, weight), hn::Mul(da, keep));
    hn::StoreInterleaved4(r, g, b, a, df, dst + 4 * i);
  }
  if (i < pixels)
    scalar_blend_f32(image::Blend::normal)(dst + 4 * i, src + 4 * i, pixels - i, opacity);
}

void plus_lighter_f32(float* dst, const float* src, std::size_t pixels, float opacity) {
  const DF df;
  const V weight = number(opacity);
  const std::size_t lanes = hn::Lanes(df), values = 4 * pixels;
  std::size_t i = 0;
  for (; i + lanes <= values; i += lanes) {
    const V s = hn::Mul(hn::LoadU(df, src + i), weight), d = hn::LoadU(df, dst + i);
    const V limit = hn::Max(number(1), hn::Max(s, d));
    hn::StoreU(hn::Min(hn::Add(s, d), limit), df, dst + i);
  }
  if (i < values)
    scalar_blend_f32(image::Blend::plus_lighter)(dst + i, src + i, (values - i) / 4, opacity);
}

BlendRow float_blend(image::Blend mode) {
  using B = image::Blend;
  switch (mode) {
    case B::color_dodge: return blend_row<Bytes<Separable<ColorDodge>>, B::color_dodge>;
    case B::color_burn: return blend_row<Bytes<Separable<ColorBurn>>, B::color_burn>;
    case B::soft_light: return blend_row<Bytes<Separable<SoftLight>>, B::soft_light>;
    case B::hue: return blend_row<Bytes<Whole<Hue>>, B::hue>;
    case B::saturation: return blend_row<Bytes<Whole<Saturation>>, B::saturation>;
    case B::color: return blend_row<Bytes<Whole<Color>>, B::color>;
    case B::luminosity: return blend_row<Bytes<Whole<Luminosity>>, B::luminosity>;
    default: return nullptr;
  }
}

BlendRowF32 blend_f32_of(image::Blend mode) {
  using B = image::Blend;
  switch (mode) {
    case B::normal: return over_f32;
    case B::multiply: return blend_f32<Separable<Multiply>, B::multiply>;
    case B::screen: return blend_f32<Separable<Screen>, B::screen>;
    case B::overlay: return blend_f32<Separable<Overlay>, B::overlay>;
    case B::darken: return blend_f32<Separable<Darken>, B::darken>;
    case B::lighten: return blend_f32<Separable<Lighten>, B::lighten>;
    case B::color_dodge: return blend_f32<Separable<ColorDodge>, B::color_dodge>;
    case B::color_burn: return blend_f32<Separable<ColorBurn>, B::color_burn>;
    case B::soft_light: return blend_f32<Separable<SoftLight>, B::soft_light>;
    case B::hard_light: return blend_f32<Separable<HardLight>, B::hard_light>;
    case B::difference: return blend_f32<Separable<Difference>, B::difference>;
    case B::exclusion: return blend_f32<Separable<Exclusion>, B::exclusion>;
    case B::hue: return blend_f32<Whole<Hue>, B::hue>;
    case B::saturation: return blend_f32<Whole<Saturation>, B::saturation>;
    case B::color: return blend_f32<Whole<Color>, B::color>;
    case B::luminosity: return blend_f32<Whole<Luminosity>, B::luminosity>;
    case B::plus_lighter: return plus_lighter_f32;
  }
  return over_f32;
}

#endif  // HWY_TARGET
}  // namespace HWY_NAMESPACE
}  // namespace lattice::render::cpu
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lattice::render::cpu {

HWY_EXPORT(float_blend);
HWY_EXPORT(blend_f32_of);

BlendRow best_float_blend(image::Blend mode) { return HWY_DYNAMIC_DISPATCH(float_blend)(mode); }
BlendRowF32 best_blend_f32(image::Blend mode) { return HWY_DYNAMIC_DISPATCH(blend_f32_of)(mode); }

}  // namespace lattice::render::cpu
#endif
