#include "eval/properties.h"

namespace lattice::eval {
namespace {

struct TransformLane {
  anim::F64 ir::Transform::*source;
  double Lanes::*lane;
};

// Everything in the local matrix; z is not.
constexpr TransformLane kMatrixLanes[] = {
    {&ir::Transform::translate_x, &Lanes::translate_x},
    {&ir::Transform::translate_y, &Lanes::translate_y},
    {&ir::Transform::rotation_rad, &Lanes::rotation_rad},
    {&ir::Transform::scale_x, &Lanes::scale_x},
    {&ir::Transform::scale_y, &Lanes::scale_y},
    {&ir::Transform::anchor_x, &Lanes::anchor_x},
    {&ir::Transform::anchor_y, &Lanes::anchor_y},
    {&ir::Transform::skew_x_rad, &Lanes::skew_x_rad},
    {&ir::Transform::skew_y_rad, &Lanes::skew_y_rad},
};

}  // namespace

image::Mat3 local_matrix(const Lanes& lanes) {
  using image::Mat3;
  const bool is_rotated = lanes.rotation_rad != 0;
  const bool is_skewed = lanes.skew_x_rad != 0 || lanes.skew_y_rad != 0;
  if (!is_rotated && !is_skewed && lanes.scale_x == 1 && lanes.scale_y == 1)
    return Mat3::translation(lanes.translate_x, lanes.translate_y);
  Mat3 linear = Mat3::scaling(lanes.scale_x, lanes.scale_y);
  if (is_skewed) linear = Mat3::skew(lanes.skew_x_rad, lanes.skew_y_rad) * linear;
  if (is_rotated) linear = Mat3::rotation(lanes.rotation_rad) * linear;
  const Mat3 to_pivot =
      Mat3::translation(lanes.translate_x + lanes.anchor_x, lanes.translate_y + lanes.anchor_y);
  return to_pivot * (linear * Mat3::translation(-lanes.anchor_x, -lanes.anchor_y));
}

PropertyTable::PropertyTable(const ir::Composition& composition) : curves_(composition.curves) {
  rows_.reserve(composition.nodes.size());
  parent_from_node_.reserve(composition.nodes.size());
  for (const ir::Node& node : composition.nodes) {
    Row row{};
    row.animated.first = static_cast<std::uint32_t>(animated_.size());
    for (const TransformLane& lane : kMatrixLanes)
      add_lane(lane.lane, node.transform.*lane.source, row);
    row.moves = !row.animated.empty();
    add_lane(&Lanes::z, node.transform.z, row);
    add_lane(&Lanes::opacity, node.opacity, row);
    add_lane(&Lanes::rotation_x_rad, node.transform.rotation_x_rad, row);
    add_lane(&Lanes::rotation_y_rad, node.transform.rotation_y_rad, row);
    add_lane(&Lanes::active, node.active, row);
    rows_.push_back(row);
    parent_from_node_.push_back(local_matrix(row.constants));
  }
}

void PropertyTable::add_lane(double Lanes::*lane, const anim::F64& source, Row& row) {
  row.constants.*lane = source.constant;
  if (source.is_constant()) return;
  animated_.push_back({lane, source});
  ++row.animated.count;
}

void PropertyTable::sample(ir::NodeIdx node, const anim::Moment& moment, anim::Cursors& cursors,
                           Lanes& lanes) {
  const Row& row = rows_[node.index()];
  lanes = row.constants;
  for (std::uint32_t i = row.animated.first; i < row.animated.end(); ++i)
    lanes.*animated_[i].lane = anim::sample(curves_, animated_[i].source, moment, &cursors);
  if (row.moves) parent_from_node_[node.index()] = local_matrix(lanes);
}

}  // namespace lattice::eval
