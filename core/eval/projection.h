// How the planes of nodes are seen: from space, which they share, onto the canvas.
#pragma once
#include <limits>

#include "image/affine3.h"
#include "image/mat3.h"

namespace lattice::eval {

// World axes: x right, y down, z away from the viewer, in canvas pixels.
struct Projection {
  bool has_camera = false;  // false: orthographic along +z, everything is within sight
  // The axes of the view in the world, of length 1; `forward` is the view axis.
  image::Point3 right{1, 0, 0}, down{0, 1, 0}, forward{0, 0, 1};
  image::Point3 eye;
  // What is `focal_px` away along the view axis is seen in its own size.
  double focal_px = 1;
  double center_x = 0, center_y = 0;  // of the canvas, where the view axis meets it
  // Distances along the view axis between which something is drawn.
  double near = -std::numeric_limits<double>::infinity();
  double far = std::numeric_limits<double>::infinity();
};

// The distance along the view axis at the point (x, y) of a plane.
struct PlaneDepth {
  double per_x = 0, per_y = 0, at_origin = 0;

  double at(image::Point p) const { return per_x * p.x + per_y * p.y + at_origin; }
  bool is_constant() const { return per_x == 0 && per_y == 0; }
};

// A node's plane in space. Where `depth` is not between near and far, nothing is drawn: the
// content of a plane that crosses the near plane is clipped to it, pixel by pixel.
struct Plane {
  image::Affine3 world_from_node;
  PlaneDepth depth;
  // Of NodeState::z over `depth`: what conditioning.depth of the node or of one whose
  // transform it follows has replaced.
  double depth_offset = 0;
};

struct SeenPlane {
  // Affine when the plane is parallel to the canvas, or there is no camera. Else the third
  // row is `depth` over the depth of the origin, or `depth` itself where the origin is not
  // beyond the near plane: in front of the eye it is always positive.
  image::Mat3 canvas_from_node;
  PlaneDepth depth;
  bool is_edge_on = false;  // the plane is a line, or less
};

SeenPlane see(const Projection& projection, const image::Affine3& world_from_node);

// What lies flat in a plane that is seen, at `plane_from_node`, which is affine.
SeenPlane see_within(const Projection& projection, const SeenPlane& plane,
                     const image::Mat3& plane_from_node);

// Can nothing of the plane be drawn: because it is edge-on, not a number, before near, behind
// the eye or beyond far? `content`: the part that counts; null: all of it.
bool is_culled(const Projection& projection, const SeenPlane& seen, const image::RectF* content);

}  // namespace lattice::eval
