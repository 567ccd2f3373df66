// The scale at which effects run in a node's local space: about as many pixels as its
// transform will show, in powers of two, so that a slowly growing node keeps its surfaces.
#pragma once
#include <algorithm>
#include <cmath>

#include "image/mat3.h"

namespace lattice::compile {

inline constexpr double kMinRasterScale = 1.0 / 64;
inline constexpr double kMaxRasterScale = 4;

// The largest stretch among the two axes, s, becomes the smallest power of two >= 0.84 s:
// at most 1.19 times enlarged, at most 1.68 times reduced when it is drawn.
inline double raster_scale(const image::Mat3& raster_from_local) {
  const auto& m = raster_from_local.m;
  const double stretch = std::sqrt(std::max(m[0] * m[0] + m[3] * m[3], m[1] * m[1] + m[4] * m[4]));
  double scale = kMinRasterScale;
  while (scale < 0.84 * stretch && scale < kMaxRasterScale) scale *= 2;
  return scale;
}

}  // namespace lattice::compile
