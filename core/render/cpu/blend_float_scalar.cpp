// The modes whose t is a float, in RGBA8, and all modes in RGBA F32, plain.
//
// No formula has a constant that depends on what 1 is, so that both formats share them:
// 255 is 1 in RGBA8, and t is in 1 / 255 / 255 there.
#include <algorithm>
#include <bit>
#include <cmath>

#include "render/cpu/blend.h"
#include "render/cpu/weigh.h"

namespace lattice::render::cpu {
namespace {

using Pixel = float[4];  // r, g, b, a

// The second if one is not a number, as in the vectors of x86.
float smaller(float a, float b) { return a < b ? a : b; }
float larger(float a, float b) { return a > b ? a : b; }
float smallest(const float* c) { return smaller(smaller(c[0], c[1]), c[2]); }
float largest(const float* c) { return larger(larger(c[0], c[1]), c[2]); }

// ---- t of one channel ---------------------------------------------------------------

float multiply(float s, float, float d, float) { return s * d; }

float screen(float s, float sa, float d, float da) { return (s * da + d * sa) - s * d; }

float hard_light(float s, float sa, float d, float da) {
  const float product = s + s > sa ? (sa - s) * (da - d) : s * d;
  return s + s > sa ? sa * da - (product + product) : product + product;
}

float overlay(float s, float sa, float d, float da) { return hard_light(d, da, s, sa); }

float darken(float s, float sa, float d, float da) { return smaller(s * da, d * sa); }

float lighten(float s, float sa, float d, float da) { return larger(s * da, d * sa); }

float difference(float s, float sa, float d, float da) { return std::abs(s * da - d * sa); }

float exclusion(float s, float sa, float d, float da) {
  const float product = s * d;
  return (s * da + d * sa) - (product + product);
}

float color_dodge(float s, float sa, float d, float da) {
  const float shared = d * sa, limit = larger(sa * da, shared);
  return smaller(shared * (sa / larger(sa - s, kAlmostZero)), limit);
}

float color_burn(float s, float sa, float d, float da) {
  const float one = sa * da, rest = larger(da - d, 0.0f);
  return larger(one, d * sa) - smaller(rest * sa * (sa / larger(s, kAlmostZero)), one);
}

// D(x) of the formula times da is `light`.
float soft_light(float s, float sa, float d, float da) {
  const float x = d * (da > 0 ? 1.0f / da : 0.0f), more = (s + s) - sa;
  const float light = x <= 0.25f ? ((16.0f * x - 12.0f) * x + 4.0f) * d : std::sqrt(d * da);
  return d * sa + more * (more > 0 ? light - d : d * (1.0f - x));
}

using Term = float (*)(float s, float sa, float d, float da);

template <Term term>
struct Separable {
  static void terms(const Pixel& s, const Pixel& d, float (&t)[3]) {
    for (int c = 0; c < 3; ++c) t[c] = term(s[c], s[3], d[c], d[3]);
  }
};

// ---- t of a whole colour ------------------------------------------------------------

float luminance(const float* c) { return (0.3f * c[0] + 0.59f * c[1]) + 0.11f * c[2]; }

// Gives t the luminance `to`, and pulls it towards that grey as far as it leaves 0..limit.
void set_luminance(float (&t)[3], float to, float limit) {
  const float now = luminance(t);
  limit = larger(limit, to);    // rounding may have it above all channels
  for (float& v : t) v -= now;  // from here on t is the way from the grey
  const float least = smallest(t), most = largest(t), floor = smaller(to, 0.0f);
  const float down = to + least < floor ? (to - floor) / (0.0f - least) : 1.0f;
  const float up = to + most > limit ? (limit - to) / most : 1.0f;
  for (float& v : t) v = to + v * down * up;
}

// `c` stretched so that its channels are `to` apart, from 0 on.
void set_saturation(const Pixel& c, float to, float (&t)[3]) {
  const float least = smallest(c), apart = largest(c) - least;
  for (int i = 0; i < 3; ++i) t[i] = apart > 0 ? (c[i] - least) * to / apart : 0.0f;
}

float saturation_of(const Pixel& c) { return largest(c) - smallest(c); }

float limit_of(const Pixel& s, const Pixel& d) {
  return larger(s[3] * d[3], larger(largest(s) * d[3], largest(d) * s[3]));
}

struct Hue {
  static void terms(const Pixel& s, const Pixel& d, float (&t)[3]) {
    set_saturation(s, saturation_of(d) * s[3], t);
    set_luminance(t, luminance(d) * s[3], limit_of(s, d));
  }
};

struct Saturation {
  static void terms(const Pixel& s, const Pixel& d, float (&t)[3]) {
    set_saturation(d, saturation_of(s) * d[3], t);
    set_luminance(t, luminance(d) * s[3], limit_of(s, d));
  }
};

struct Color {
  static void terms(const Pixel& s, const Pixel& d, float (&t)[3]) {
    for (int c = 0; c < 3; ++c) t[c] = s[c] * d[3];
    set_luminance(t, luminance(d) * s[3], limit_of(s, d));
  }
};

struct Luminosity {
  static void terms(const Pixel& s, const Pixel& d, float (&t)[3]) {
    for (int c = 0; c < 3; ++c) t[c] = d[c] * s[3];
    set_luminance(t, luminance(s) * d[3], limit_of(s, d));
  }
};

// ---- Rows -----------------------------------------------------------------------------

// Rounded to nearest, 0..65535: 2^23 leaves the bits of a float no fraction.
std::uint32_t whole(float t) { return std::bit_cast<std::uint32_t>(t + 8388608.0f) & 0xffff; }

template <class Mode>
void blend(std::uint8_t* dst, const std::uint8_t* src, std::size_t pixels, std::uint16_t weight) {
  for (std::size_t i = 0; i < pixels; ++i, dst += 4, src += 4) {
    std::uint32_t s[4], d[4];
    Pixel sf, df;
    s[3] = weigh(src[3], weight), d[3] = dst[3];
    for (int c = 3; c >= 0; --c) {
      s[c] = std::min(weigh(src[c], weight), s[3]), d[c] = std::min<std::uint32_t>(dst[c], d[3]);
      sf[c] = static_cast<float>(s[c]), df[c] = static_cast<float>(d[c]);
    }
    float t[3];
    Mode::terms(sf, df, t);
    for (int c = 0; c < 3; ++c) {
      const std::uint32_t apart = s[c] * (255 - d[3]) + d[c] * (255 - s[3]);
      dst[c] = static_cast<std::uint8_t>(div255(apart + whole(t[c])));
    }
    dst[3] = static_cast<std::uint8_t>(s[3] + d[3] - div255(s[3] * d[3]));
  }
}

template <class Mode>
void blend_f32(float* dst, const float* src, std::size_t pixels, float opacity) {
  for (std::size_t i = 0; i < pixels; ++i, dst += 4, src += 4) {
    Pixel s;
    for (int c = 0; c < 4; ++c) s[c] = src[c] * opacity;
    const Pixel d = {dst[0], dst[1], dst[2], dst[3]};
    float t[3];
    Mode::terms(s, d, t);
    for (int c = 0; c < 3; ++c) dst[c] = (s[c] * (1.0f - d[3]) + d[c] * (1.0f - s[3])) + t[c];
    dst[3] = s[3] + d[3] * (1.0f - s[3]);
  }
}

void over_f32(float* dst, const float* src, std::size_t pixels, float opacity) {
  for (std::size_t i = 0; i < pixels; ++i, dst += 4, src += 4) {
    const float keep = 1.0f - src[3] * opacity;
    for (int c = 0; c < 4; ++c) dst[c] = src[c] * opacity + dst[c] * keep;
  }
}

void plus_lighter_f32(float* dst, const float* src, std::size_t pixels, float opacity) {
  for (std::size_t i = 0; i < 4 * pixels; ++i) {
    const float s = src[i] * opacity, d = dst[i];
    dst[i] = smaller(s + d, larger(1.0f, larger(s, d)));
  }
}

}  // namespace

BlendRow scalar_float_blend(image::Blend mode) {
  switch (mode) {
    case image::Blend::color_dodge: return blend<Separable<color_dodge>>;
    case image::Blend::color_burn: return blend<Separable<color_burn>>;
    case image::Blend::soft_light: return blend<Separable<soft_light>>;
    case image::Blend::hue: return blend<Hue>;
    case image::Blend::saturation: return blend<Saturation>;
    case image::Blend::color: return blend<Color>;
    case image::Blend::luminosity: return blend<Luminosity>;
    default: return nullptr;
  }
}

BlendRowF32 scalar_blend_f32(image::Blend mode) {
  switch (mode) {
    case image::Blend::normal: return over_f32;
    case image::Blend::multiply: return blend_f32<Separable<multiply>>;
    case image::Blend::screen: return blend_f32<Separable<screen>>;
    case image::Blend::overlay: return blend_f32<Separable<overlay>>;
    case image::Blend::darken: return blend_f32<Separable<darken>>;
    case image::Blend::lighten: return blend_f32<Separable<lighten>>;
    case image::Blend::color_dodge: return blend_f32<Separable<color_dodge>>;
    case image::Blend::color_burn: return blend_f32<Separable<color_burn>>;
    case image::Blend::soft_light: return blend_f32<Separable<soft_light>>;
    case image::Blend::hard_light: return blend_f32<Separable<hard_light>>;
    case image::Blend::difference: return blend_f32<Separable<difference>>;
    case image::Blend::exclusion: return blend_f32<Separable<exclusion>>;
    case image::Blend::hue: return blend_f32<Hue>;
    case image::Blend::saturation: return blend_f32<Saturation>;
    case image::Blend::color: return blend_f32<Color>;
    case image::Blend::luminosity: return blend_f32<Luminosity>;
    case image::Blend::plus_lighter: return plus_lighter_f32;
  }
  return over_f32;
}

#ifndef LATTICE_HAVE_SIMD
BlendRow best_float_blend(image::Blend mode) { return scalar_float_blend(mode); }
BlendRowF32 best_blend_f32(image::Blend mode) { return scalar_blend_f32(mode); }
#endif

}  // namespace lattice::render::cpu
