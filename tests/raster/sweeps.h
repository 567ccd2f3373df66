// Outlines swept into masks, and the winding numbers that they must agree with.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

#include "image/path_data.h"
#include "raster/shapes.h"
#include "raster/sweep.h"

namespace lattice::raster::test {

inline image::Path path_of(std::string_view text) {
  auto path = image::parse_path_data(text);
  if (!path) throw std::runtime_error(path.error().what + ": " + std::string(text));
  return *std::move(path);
}

template <class Sample = std::uint8_t>
Mask<Sample> swept(const Outline& outline, const image::Rect& area) {
  Sweep sweep;
  Mask<Sample> mask(area);
  sweep.cover(outline, area, mask.samples.data(), mask.row_bytes());
  return mask;
}

template <class Sample = std::uint8_t>
Mask<Sample> filled(PathView path, FillRule rule, const image::Rect& area,
                    const image::Mat3& map = {}) {
  Outline outline;
  outline.fill(path, rule, map, area);
  return swept<Sample>(outline, area);
}

template <class Sample = std::uint8_t>
Mask<Sample> stroked(PathView path, const Stroke& stroke, const image::Rect& area,
                     const image::Mat3& map = {}) {
  Outline outline;
  outline.stroke(path, stroke, map, area);
  return swept<Sample>(outline, area);
}

}  // namespace lattice::raster::test
