// The camera, and how long its shutter is open.
#include <cmath>

#include "base/math.h"
#include "image/affine3.h"
#include "schema/lanes.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

using math::kRadiansPerDegree;

constexpr double kDefaultFovDeg = 50;
constexpr double kMinFovDeg = 0.01, kMaxFovDeg = 179.99;
constexpr double kMinDistance = 1e-6, kMaxDistance = 1e9;
constexpr std::int64_t kDefaultSamples = 8, kMaxSamples = 1024;
constexpr double kMaxShutterDeg = 720;

// Looking along +z at the middle of the canvas, from where z = 0 is pixel-exact for the
// default field of view.
ir::Camera default_camera(const ir::Composition& composition) {
  ir::Camera out;
  const double width = composition.width, height = composition.height;
  const double distance = height / 2 / math::tan(kDefaultFovDeg / 2 * kRadiansPerDegree);
  out.position = {{{width / 2, {}}, {height / 2, {}}, {-distance, {}}}};
  out.fov_deg = {kDefaultFovDeg, {}};
  return out;
}

bool read_vec3(ObjectReader& reader, std::string_view key, double factor,
               std::array<anim::F64, 3>& out, Loading& loading) {
  const auto value = reader.take(key);
  if (!value) return false;
  LaneRule rule;
  rule.shape = LaneShape::vec3;
  rule.factor = factor;
  std::array<anim::F64, 3> lanes;
  if (read_lanes(*value, rule, lanes, loading)) out = lanes;
  return true;
}

// Nothing when a lane animates.
std::optional<image::Point3> constant_point(const std::array<anim::F64, 3>& lanes) {
  for (const anim::F64& lane : lanes)
    if (!lane.is_constant()) return {};
  return image::Point3{lanes[0].constant, lanes[1].constant, lanes[2].constant};
}

// Along which it looks before it is turned; nothing when that animates.
std::optional<image::Point3> constant_view(const ir::Camera& camera) {
  if (!camera.has_target) return image::Point3{0, 0, 1};
  const auto position = constant_point(camera.position), target = constant_point(camera.target);
  if (!position || !target) return {};
  return *target - *position;
}

// What animates may pass through these; a camera that stays there is a mistake.
void check_directions(const Json& value, const ir::Camera& camera, Report& report) {
  const auto view = constant_view(camera);
  const auto up = constant_point(camera.up);
  const Json place = value.find("up").value_or(value);
  if (up && *up == image::Point3{})
    report.error(place, "\"up\" must not be [0, 0, 0]", "write [0, -1, 0]");
  else if (view && *view == image::Point3{})
    report.error(*value.find("target"), "\"target\" must not be the position of the camera",
                 "move one of them");
  else if (view && up && image::is_parallel(*view, *up))
    report.error(
        place,
        camera.has_target
            ? "\"up\" must not be along the line from \"position\" to \"target\""
            : "\"up\" must not be along z, where the camera looks before it is turned",
        "write another direction, such as " +
            std::string(std::abs(view->z) < std::abs(view->y) ? "[0, 0, 1]" : "[0, -1, 0]"));
}

void read_planes(ObjectReader& reader, ir::Camera& out, Report& report) {
  const auto near = reader.take("near");
  const auto far = reader.take("far");
  if (near) out.near = read_number(*near, kMinDistance, kMaxDistance, report).value_or(out.near);
  if (far) out.far = read_number(*far, kMinDistance, kMaxDistance, report).value_or(out.far);
  if (out.near < out.far) return;
  report.error(
      far.value_or(near.value_or(reader.object())),
      "\"far\" (" + spelled(out.far) + ") must be beyond \"near\" (" + spelled(out.near) + ")");
}

}  // namespace

std::optional<ir::Camera> read_camera(const Json& value, Loading& loading) {
  Report& report = loading.report;
  if (value.is_null()) return {};
  if (!value.is_object()) {
    report.wrong_type(value, "an object");
    return {};
  }
  ir::Camera out = default_camera(loading.out);
  out.pointer = loading.add_text(value.pointer());
  const std::size_t errors = report.error_count();
  ObjectReader reader(value, report);
  read_vec3(reader, "position", 1, out.position, loading);
  out.has_target = read_vec3(reader, "target", 1, out.target, loading);
  const bool has_rotation =
      read_vec3(reader, "rotation_deg", kRadiansPerDegree, out.rotation_rad, loading);
  if (out.has_target && has_rotation)
    report.error(value, "a camera has \"target\" or \"rotation_deg\", not both", "keep one");
  read_vec3(reader, "up", 1, out.up, loading);
  if (report.error_count() == errors) check_directions(value, out, report);
  if (const auto fov = reader.take("fov_deg")) {
    LaneRule rule;
    rule.min = kMinFovDeg;
    rule.max = kMaxFovDeg;
    read_lanes(*fov, rule, {&out.fov_deg, 1}, loading);
  }
  read_planes(reader, out, report);
  reader.finish();
  return out;
}

std::optional<ir::MotionBlur> read_motion_blur(const Json& value, Report& report) {
  if (value.is_null()) return {};
  if (!value.is_object()) {
    report.wrong_type(value,
                      "an object {\"samples\", \"shutter_angle_deg\", \"shutter_phase_deg\"}");
    return {};
  }
  ir::MotionBlur out;
  ObjectReader reader(value, report);
  out.samples = static_cast<std::int32_t>(kDefaultSamples);
  if (const auto given = reader.take("samples"))
    out.samples = static_cast<std::int32_t>(read_whole(*given, 1, kMaxSamples, report).value_or(1));
  if (const auto given = reader.take("shutter_angle_deg"))
    out.shutter_angle_deg = read_number(*given, 0, kMaxShutterDeg, report).value_or(0);
  if (const auto given = reader.take("shutter_phase_deg"))
    out.shutter_phase_deg =
        read_number(*given, -kMaxShutterDeg, kMaxShutterDeg, report).value_or(0);
  reader.finish();
  return out;
}

}  // namespace lattice::schema
