// Exact-area coverage: how much of each pixel's unit square a shape covers. The value of
// a pixel depends on shape and pixel only, never on the area asked for, so tiles agree bit
// for bit. No allocation; any thread.
//
// Coordinates that are not finite cover nothing; those beyond +-1e12 are moved there.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "image/mat3.h"
#include "image/rect.h"

namespace lattice::raster {

// Fills all of `area`, whose first pixel is at `coverage`, with round(255 * covered area),
// halves up. The corners of a convex polygon go round it in either direction; repeated and
// collinear ones are welcome, fewer than three cover nothing.
void cover_convex(std::span<const image::Point> corners, const image::Rect& area,
                  std::uint8_t* coverage, std::ptrdiff_t row_bytes);
// The covered area itself, 0..1.
void cover_convex(std::span<const image::Point> corners, const image::Rect& area, float* coverage,
                  std::ptrdiff_t row_bytes);

// The same for the rectangle (0, 0, width, height) under an affine map.
void rect_coverage(const image::Mat3& dst_from_local, double width, double height,
                   const image::Rect& area, std::uint8_t* coverage, std::ptrdiff_t row_bytes);
void rect_coverage(const image::Mat3& dst_from_local, double width, double height,
                   const image::Rect& area, float* coverage, std::ptrdiff_t row_bytes);

// All pixels that the mapped rectangle covers completely, where that is a rectangle itself:
// for maps that keep the axes apart (scale, shift, flips, quarter turns). Empty for others.
image::Rect fully_covered(const image::Mat3& dst_from_local, double width, double height);

}  // namespace lattice::raster
