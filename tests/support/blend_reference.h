// The blend modes as W3C Compositing and Blending Level 1 writes them, in double and on
// straight colour; plus_lighter from Level 2. What the kernels are held against.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "image/blend.h"

namespace lattice::test {

using Rgb = std::array<double, 3>;
using RgbaF64 = std::array<double, 4>;  // premultiplied, 1 = whole

inline double hard_light(double cb, double cs) {
  return cs <= 0.5 ? cb * 2 * cs : cb + (2 * cs - 1) - cb * (2 * cs - 1);
}

inline double soft_light(double cb, double cs) {
  if (cs <= 0.5) return cb - (1 - 2 * cs) * cb * (1 - cb);
  const double light = cb <= 0.25 ? ((16 * cb - 12) * cb + 4) * cb : std::sqrt(cb);
  return cb + (2 * cs - 1) * (light - cb);
}

// Cut at 1, but no lower than the backdrop.
inline double color_dodge(double cb, double cs) {
  const double limit = std::max(1.0, cb);
  if (cb <= 0) return 0;
  return cs >= 1 ? limit : std::min(limit, cb / (1 - cs));
}

inline double color_burn(double cb, double cs) {
  if (cb >= 1) return cb;
  return cs <= 0 ? 0 : 1 - std::min(1.0, (1 - cb) / cs);
}

inline double separable(image::Blend mode, double cb, double cs) {
  switch (mode) {
    case image::Blend::multiply: return cb * cs;
    case image::Blend::screen: return cb + cs - cb * cs;
    case image::Blend::overlay: return hard_light(cs, cb);
    case image::Blend::darken: return std::min(cb, cs);
    case image::Blend::lighten: return std::max(cb, cs);
    case image::Blend::color_dodge: return color_dodge(cb, cs);
    case image::Blend::color_burn: return color_burn(cb, cs);
    case image::Blend::soft_light: return soft_light(cb, cs);
    case image::Blend::hard_light: return hard_light(cb, cs);
    case image::Blend::difference: return std::abs(cb - cs);
    case image::Blend::exclusion: return cb + cs - 2 * cb * cs;
    default: return cs;
  }
}

inline double lum(const Rgb& c) { return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2]; }
inline double least(const Rgb& c) { return std::min({c[0], c[1], c[2]}); }
inline double most(const Rgb& c) { return std::max({c[0], c[1], c[2]}); }
inline double sat(const Rgb& c) { return most(c) - least(c); }

inline Rgb clip_color(Rgb c, double limit) {
  const double l = lum(c), n = least(c), x = most(c);
  if (n < 0)
    for (double& v : c) v = l + (v - l) * l / (l - n);
  if (x > limit)
    for (double& v : c) v = l + (v - l) * (limit - l) / (x - l);
  return c;
}

inline Rgb set_lum(Rgb c, double l, double limit) {
  const double d = l - lum(c);
  for (double& v : c) v += d;
  return clip_color(c, limit);
}

inline Rgb set_sat(Rgb c, double s) {
  const double n = least(c), apart = sat(c);
  for (double& v : c) v = apart > 0 ? (v - n) * s / apart : 0;
  return c;
}

inline Rgb blended(image::Blend mode, const Rgb& cb, const Rgb& cs) {
  const double limit = std::max({1.0, most(cb), most(cs)});
  switch (mode) {
    case image::Blend::hue: return set_lum(set_sat(cs, sat(cb)), lum(cb), limit);
    case image::Blend::saturation: return set_lum(set_sat(cb, sat(cs)), lum(cb), limit);
    case image::Blend::color: return set_lum(cs, lum(cb), limit);
    case image::Blend::luminosity: return set_lum(cb, lum(cs), limit);
    default: break;
  }
  Rgb out;
  for (std::size_t i = 0; i < 3; ++i) out[i] = separable(mode, cb[i], cs[i]);
  return out;
}

inline Rgb straight(const RgbaF64& c) {
  return c[3] > 0 ? Rgb{c[0] / c[3], c[1] / c[3], c[2] / c[3]} : Rgb{};
}

inline RgbaF64 blend_reference(image::Blend mode, const RgbaF64& source, const RgbaF64& backdrop) {
  const double sa = source[3], da = backdrop[3];
  RgbaF64 out{};
  if (mode == image::Blend::plus_lighter) {
    for (std::size_t i = 0; i < 4; ++i)
      out[i] = std::min(source[i] + backdrop[i], std::max({1.0, source[i], backdrop[i]}));
    return out;
  }
  const Rgb b = blended(mode, straight(backdrop), straight(source));
  for (std::size_t i = 0; i < 3; ++i)
    out[i] = source[i] * (1 - da) + backdrop[i] * (1 - sa) + sa * da * b[i];
  out[3] = sa + da - sa * da;
  return out;
}

}  // namespace lattice::test
