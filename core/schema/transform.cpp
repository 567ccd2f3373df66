// The transform of a node and its opacity: the lanes that every node has.
#include <array>

#include "base/math.h"
#include "schema/lanes.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

using math::kRadiansPerDegree;

void read_number_lane(ObjectReader& reader, std::string_view key, double factor, anim::F64& lane,
                      Loading& loading) {
  const auto value = reader.take(key);
  if (!value) return;
  LaneRule rule;
  rule.factor = factor;
  anim::F64 read;
  if (read_lanes(*value, rule, {&read, 1}, loading)) lane = read;
}

void read_vec2_lanes(ObjectReader& reader, std::string_view key, double factor, anim::F64& x,
                     anim::F64& y, Loading& loading) {
  const auto value = reader.take(key);
  if (!value) return;
  LaneRule rule;
  rule.shape = LaneShape::vec2;
  rule.factor = factor;
  std::array<anim::F64, 2> lanes;
  if (!read_lanes(*value, rule, lanes, loading)) return;
  x = lanes[0];
  y = lanes[1];
}

}  // namespace

ir::Transform read_transform(const Json& value, Loading& loading) {
  ir::Transform out;
  if (!value.is_object()) {
    loading.report.wrong_type(value, "an object");
    return out;
  }
  ObjectReader reader(value, loading.report);
  read_vec2_lanes(reader, "translate", 1, out.translate_x, out.translate_y, loading);
  read_number_lane(reader, "rotation_deg", kRadiansPerDegree, out.rotation_rad, loading);
  read_vec2_lanes(reader, "scale", 1, out.scale_x, out.scale_y, loading);
  read_vec2_lanes(reader, "anchor", 1, out.anchor_x, out.anchor_y, loading);
  read_vec2_lanes(reader, "skew_deg", kRadiansPerDegree, out.skew_x_rad, out.skew_y_rad, loading);
  read_number_lane(reader, "z", 1, out.z, loading);
  read_number_lane(reader, "rotation_x_deg", kRadiansPerDegree, out.rotation_x_rad, loading);
  read_number_lane(reader, "rotation_y_deg", kRadiansPerDegree, out.rotation_y_rad, loading);
  reader.finish();
  return out;
}

anim::F64 read_opacity(const Json& value, Loading& loading) {
  LaneRule rule;
  rule.max = 1;
  rule.bounds_keys = false;  // sampling clamps an Anim
  anim::F64 lane;
  const bool good = read_lanes(value, rule, {&lane, 1}, loading);
  return good ? lane : anim::F64{1, {}};
}

}  // namespace lattice::schema
