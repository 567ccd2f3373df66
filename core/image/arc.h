// Elliptical arcs as SVG gives them: by their ends.
#pragma once
#include "image/path.h"

namespace lattice::image {

struct Arc {
  double rx = 0, ry = 0;
  double rotation_rad = 0;    // of the ellipse's x axis
  bool is_large = false;      // more than half of the ellipse
  bool is_clockwise = false;  // y down: the sweep flag
};

// Appends it to a path that is at `from`, as cubic curves of at most a quarter turn. Radii that
// are too small grow until they fit; without a radius it is a line; without a distance, nothing.
// SVG 2, appendix B.2.
void add_arc(Path& path, Point from, const Arc& arc, Point to);

}  // namespace lattice::image
