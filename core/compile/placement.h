// Which pixels a draw touches, and which pixels of its source it needs for them.
#pragma once
#include "image/mat3.h"
#include "plan/plan.h"

namespace lattice::compile {

// The source is copied pixel by pixel: no filter reaches across its edge.
inline bool is_pixel_exact(const plan::Draw& draw) {
  return draw.output_from_source.is_integer_translation();
}

// Output pixels that `draw` may touch. Bilinear sampling fades over the half pixel outside
// the extent; the coverage of a solid ends exactly there.
inline image::Rect covered_area(const plan::Draw& draw) {
  image::RectF r = draw.extent;
  if (!(r.x1 > r.x0) || !(r.y1 > r.y0)) return {};
  // Flattened to a line: it has no area, and nothing to look its pixels up by.
  if (!image::inverse(draw.output_from_source)) return {};
  if (draw.kind != plan::SourceKind::solid && !is_pixel_exact(draw))
    r = {r.x0 - 0.5, r.y0 - 0.5, r.x1 + 0.5, r.y1 + 0.5};
  return image::round_out(image::map_bounds(draw.output_from_source, r));
}

// Source pixels that sampling reads to make `area`.
inline image::Rect source_region(const image::Mat3& output_from_source, const image::Rect& area) {
  const auto source_from_output = image::inverse(output_from_source);
  if (!source_from_output) return {};
  image::RectF r = image::map_bounds(*source_from_output, image::to_float(area));
  if (!output_from_source.is_integer_translation()) r = {r.x0 - 1, r.y0 - 1, r.x1 + 1, r.y1 + 1};
  return image::round_out(r);
}

}  // namespace lattice::compile
