#include "eval/projection.h"

#include <algorithm>
#include <cmath>

namespace lattice::eval {
namespace {

using image::Point3;

// Does the plane of `x` and `y` hold the line of sight, to a part in 10^12? So does, as far as
// anybody sees, one of 10^-50 pixels or of 10^50.
bool holds(const Point3& x, const Point3& y, const Point3& sight) {
  constexpr double kFlat = 1e-12;
  const double volume = dot(cross(x, y), sight);
  return !(volume * volume > kFlat * kFlat * dot(x, x) * dot(y, y) * dot(sight, sight));
}

bool is_finite(const SeenPlane& seen) {
  double sum = 0;
  for (const double m : seen.canvas_from_node.m) sum += m * 0;
  return sum == 0 && std::isfinite(seen.depth.at_origin);
}

// The depth at which the third row of a homography is 1.
double unit_of(const Projection& projection, const PlaneDepth& depth) {
  return depth.at_origin >= projection.near ? depth.at_origin : 1;
}

}  // namespace

// canvas = center + focal * (right, down) . (p - eye) / (forward . (p - eye)), of the points
// p = origin + x * x_axis + y * y_axis. The eye's part is taken off the center, so that where
// the eye is before it and focal = depth, nothing is rounded.
SeenPlane see(const Projection& projection, const image::Affine3& world_from_node) {
  SeenPlane seen;
  const Point3 x = world_from_node.x_axis(), y = world_from_node.y_axis();
  const Point3 origin = world_from_node.origin();
  if (!projection.has_camera) {
    seen.canvas_from_node = image::flattened(world_from_node);
    seen.depth = {x.z, y.z, origin.z};
    seen.is_edge_on = holds(x, y, projection.forward);
    return seen;
  }
  const Point3 &right = projection.right, &down = projection.down, &forward = projection.forward;
  const Point3& eye = projection.eye;
  seen.depth = {dot(forward, x), dot(forward, y), dot(forward, origin) - dot(forward, eye)};
  seen.is_edge_on = holds(x, y, origin - eye);

  const double at_origin = seen.depth.at_origin;
  const double unit = unit_of(projection, seen.depth);
  const double w[] = {seen.depth.per_x / unit, seen.depth.per_y / unit, at_origin / unit};
  const double scale = projection.focal_px / unit;
  const double cx = projection.center_x, cy = projection.center_y;
  seen.canvas_from_node = {{scale * dot(right, x) + cx * w[0], scale * dot(right, y) + cx * w[1],
                            scale * dot(right, origin) + (cx * w[2] - scale * dot(right, eye)),
                            scale * dot(down, x) + cy * w[0], scale * dot(down, y) + cy * w[1],
                            scale * dot(down, origin) + (cy * w[2] - scale * dot(down, eye)), w[0],
                            w[1], w[2]}};
  return seen;
}

SeenPlane see_within(const Projection& projection, const SeenPlane& plane,
                     const image::Mat3& plane_from_node) {
  SeenPlane seen = plane;
  const auto& m = plane_from_node.m;
  const PlaneDepth& depth = plane.depth;
  seen.depth = {depth.per_x * m[0] + depth.per_y * m[3], depth.per_x * m[1] + depth.per_y * m[4],
                depth.at({m[2], m[5]})};
  seen.canvas_from_node = plane.canvas_from_node * plane_from_node;
  if (plane.canvas_from_node.is_affine()) return seen;
  const double rescale = unit_of(projection, plane.depth) / unit_of(projection, seen.depth);
  for (double& number : seen.canvas_from_node.m) number *= rescale;
  return seen;
}

bool is_culled(const Projection& projection, const SeenPlane& seen, const image::RectF* content) {
  if (seen.is_edge_on || !is_finite(seen)) return true;
  const PlaneDepth& depth = seen.depth;
  double nearest = depth.at_origin, farthest = depth.at_origin;
  if (!depth.is_constant()) {
    if (content == nullptr) return false;  // it goes through all depths
    const double corners[] = {
        depth.at({content->x0, content->y0}), depth.at({content->x1, content->y0}),
        depth.at({content->x0, content->y1}), depth.at({content->x1, content->y1})};
    nearest = *std::min_element(std::begin(corners), std::end(corners));
    farthest = *std::max_element(std::begin(corners), std::end(corners));
  }
  return farthest < projection.near || nearest > projection.far;
}

}  // namespace lattice::eval
