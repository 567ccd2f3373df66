// What is drawn, and how: paths as views, fill rules, strokes. Lengths are in the path's own
// units; a map into pixels comes with every call.
#pragma once
#include <cstdint>
#include <span>

#include "image/path.h"
#include "image/path_style.h"

namespace lattice::raster {

// image::Path's arrays, wherever they are kept.
struct PathView {
  std::span<const image::Verb> verbs;
  std::span<const image::Point> points;

  PathView(std::span<const image::Verb> its_verbs, std::span<const image::Point> its_points)
      : verbs(its_verbs), points(its_points) {}
  PathView(const image::Path& path) : verbs(path.verbs), points(path.points) {}
};

using image::FillRule;
using image::StrokeCap;
using image::StrokeJoin;

// As SVG strokes: the map is applied to the stroked shape, so uneven scales make uneven lines.
struct Stroke {
  double width = 1;  // of the whole line; nothing is drawn unless it is above 0
  StrokeCap cap = StrokeCap::butt;
  StrokeJoin join = StrokeJoin::miter;
  // Times the width: a corner whose miter is longer from inside to outside becomes a bevel.
  double miter_limit = 4;
  // Lengths on, off, on, off, ...; an odd number of them is gone through twice. Empty, all
  // zero, or with a number that is negative or not finite: solid. So are the subpaths that
  // would bring their path above kMaxDashes.
  std::span<const double> dashes;
  double dash_offset = 0;  // how far into the dashes every subpath begins; may be negative
};

inline constexpr std::int64_t kMaxDashes = 100'000;

}  // namespace lattice::raster
