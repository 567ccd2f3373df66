// The sRGB transfer curve (IEC 61966-2-1), odd around zero, so that out-of-range values
// survive a round trip.
#pragma once
#include "base/math.h"

namespace lattice::image {

// Code value to linear light.
inline double srgb_to_linear(double v) {
  if (v < 0) return -srgb_to_linear(-v);
  return v <= 0.04045 ? v / 12.92 : math::pow((v + 0.055) / 1.055, 2.4);
}

// Linear light to code value.
inline double linear_to_srgb(double v) {
  if (v < 0) return -linear_to_srgb(-v);
  return v <= 0.0031308 ? v * 12.92 : 1.055 * math::pow(v, 1 / 2.4) - 0.055;
}

}  // namespace lattice::image
