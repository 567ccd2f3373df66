// Strokes as closed outlines of nonzero winding. Each piece of the line is a rectangle, each
// join and cap a shape of its own; all turn the same way round, and what the outline leaves
// out are only edges that two of them share. So the filled outline is their union.
#pragma once
#include <vector>

#include "image/mat3.h"
#include "raster/edge_table.h"
#include "raster/style.h"

namespace lattice::raster {

// A straight part of a subpath. One of no length stands for the tangent at a curve's end, or
// is all that there is.
struct StrokeStep {
  image::Point from, to;
  image::Point direction;  // of length 1
  double length = 0;
  bool is_smooth = false;  // goes on from the step before within one curve
};

// Memory that is kept from stroke to stroke.
struct StrokeScratch {
  std::vector<StrokeStep> subpath;
  std::vector<StrokeStep> dash;  // being collected
  std::vector<StrokeStep> head;  // first dash of a closed subpath: it may join the last one
};

// `path` and `map` are finite, `map` affine.
void stroke_path(PathView path, const Stroke& stroke, const image::Mat3& dst_from_local,
                 EdgeTable& edges, StrokeScratch& scratch);

}  // namespace lattice::raster
