#include "eval/camera.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"

namespace lattice::eval {
namespace {

using image::Affine3;
using image::Point3;

// Those that the loader holds constants to. Keyframes may overshoot.
constexpr double kMinFovDeg = 0.01, kMaxFovDeg = 179.99;

class LaneReader {
 public:
  LaneReader(const anim::Curves& curves, const anim::Moment& moment, anim::Cursors& cursors)
      : curves_(curves), moment_(moment), cursors_(cursors) {}

  double number(const anim::F64& lane) { return anim::sample(curves_, lane, moment_, &cursors_); }
  Point3 point(const std::array<anim::F64, 3>& lanes) {
    return {number(lanes[0]), number(lanes[1]), number(lanes[2])};
  }

 private:
  const anim::Curves& curves_;
  const anim::Moment& moment_;
  anim::Cursors& cursors_;
};

// x where it can be, else -z.
Point3 right_without_up(const Point3& forward) {
  const Point3 wanted = std::abs(forward.x) < 0.9 ? Point3{1, 0, 0} : Point3{0, 0, -1};
  const double along = dot(wanted, forward);
  const Point3 off = {along * forward.x, along * forward.y, along * forward.z};
  return *image::normalized(wanted - off);
}

void look(Projection& projection, const Point3& forward, const Point3& up) {
  projection.forward = forward;
  projection.right = image::is_parallel(forward, up) ? right_without_up(forward)
                                                     : *image::normalized(cross(forward, up));
  projection.down = cross(projection.forward, projection.right);
}

void turn(Projection& projection, const Point3& radians) {
  if (radians == Point3{}) return;
  const Affine3 turned = Affine3::rotation_z(radians.z) *
                         (Affine3::rotation_y(radians.y) * Affine3::rotation_x(radians.x));
  for (Point3* axis : {&projection.right, &projection.down, &projection.forward})
    *axis = turned.apply(*axis);
}

}  // namespace

bool is_spatial(const ir::Composition& composition) {
  return composition.camera ||
         std::any_of(composition.nodes.begin(), composition.nodes.end(), [](const ir::Node& node) {
           const ir::Transform& t = node.transform;
           return !t.rotation_x_rad.is_zero() || !t.rotation_y_rad.is_zero();
         });
}

Projection projection_at(const ir::Composition& composition, const anim::Moment& moment,
                         anim::Cursors& cursors) {
  Projection projection;
  if (!composition.camera) return projection;
  const ir::Camera& camera = *composition.camera;
  LaneReader lanes(composition.curves, moment, cursors);
  constexpr Point3 kAhead{0, 0, 1};
  projection.has_camera = true;
  projection.eye = lanes.point(camera.position);
  const Point3 up = lanes.point(camera.up);
  if (camera.has_target) {
    const Point3 sight = lanes.point(camera.target) - projection.eye;
    look(projection, image::normalized(sight).value_or(kAhead), up);
  } else {
    look(projection, kAhead, up);
    turn(projection, lanes.point(camera.rotation_rad));
  }
  const double fov_deg = std::clamp(lanes.number(camera.fov_deg), kMinFovDeg, kMaxFovDeg);
  const double height = composition.height;
  projection.focal_px = height / 2 / math::tan(fov_deg / 2 * math::kRadiansPerDegree);
  projection.center_x = composition.width / 2.0;
  projection.center_y = height / 2;
  projection.near = camera.near;
  projection.far = camera.far;
  return projection;
}

}  // namespace lattice::eval
