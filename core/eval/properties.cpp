#include "eval/properties.h"

#include "eval/camera.h"

namespace lattice::eval {
namespace {

using image::Affine3;
using image::Mat3;

struct TransformLane {
  anim::F64 ir::Transform::*source;
  double Lanes::*lane;
};

// Everything in the flat local matrix.
constexpr TransformLane kFlatLanes[] = {
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

// What the matrix in space has besides.
constexpr TransformLane kSpaceLanes[] = {
    {&ir::Transform::z, &Lanes::z},
    {&ir::Transform::rotation_x_rad, &Lanes::rotation_x_rad},
    {&ir::Transform::rotation_y_rad, &Lanes::rotation_y_rad},
};

bool is_skewed(const Lanes& lanes) { return lanes.skew_x_rad != 0 || lanes.skew_y_rad != 0; }

Mat3 skewed_scale(const Lanes& lanes) {
  const Mat3 scale = Mat3::scaling(lanes.scale_x, lanes.scale_y);
  return is_skewed(lanes) ? Mat3::skew(lanes.skew_x_rad, lanes.skew_y_rad) * scale : scale;
}

}  // namespace

Mat3 local_matrix(const Lanes& lanes) {
  const bool is_rotated = lanes.rotation_rad != 0;
  if (!is_rotated && !is_skewed(lanes) && lanes.scale_x == 1 && lanes.scale_y == 1)
    return Mat3::translation(lanes.translate_x, lanes.translate_y);
  Mat3 linear = skewed_scale(lanes);
  if (is_rotated) linear = Mat3::rotation(lanes.rotation_rad) * linear;
  const Mat3 to_pivot =
      Mat3::translation(lanes.translate_x + lanes.anchor_x, lanes.translate_y + lanes.anchor_y);
  return to_pivot * (linear * Mat3::translation(-lanes.anchor_x, -lanes.anchor_y));
}

Affine3 local_space_matrix(const Lanes& lanes) {
  if (lanes.rotation_x_rad == 0 && lanes.rotation_y_rad == 0)
    return Affine3::in_plane(local_matrix(lanes), lanes.z);
  const Mat3 from_pivot = skewed_scale(lanes) * Mat3::translation(-lanes.anchor_x, -lanes.anchor_y);
  Affine3 turned = Affine3::rotation_x(lanes.rotation_x_rad) * Affine3::in_plane(from_pivot, 0);
  if (lanes.rotation_y_rad != 0) turned = Affine3::rotation_y(lanes.rotation_y_rad) * turned;
  if (lanes.rotation_rad != 0) turned = Affine3::rotation_z(lanes.rotation_rad) * turned;
  return Affine3::translation(lanes.translate_x + lanes.anchor_x,
                              lanes.translate_y + lanes.anchor_y, lanes.z) *
         turned;
}

PropertyTable::PropertyTable(const ir::Composition& composition)
    : curves_(composition.curves), is_spatial_(eval::is_spatial(composition)) {
  const std::size_t nodes = composition.nodes.size();
  rows_.reserve(nodes);
  if (!composition.layouts.empty()) offsets_.resize(nodes);
  if (is_spatial_)
    parent_space_from_node_.resize(nodes);
  else
    parent_from_node_.resize(nodes);
  for (const ir::Node& node : composition.nodes) {
    Row row{};
    row.animated.first = static_cast<std::uint32_t>(animated_.size());
    for (const TransformLane& lane : kFlatLanes)
      add_lane(lane.lane, node.transform.*lane.source, row);
    const std::uint32_t flat = row.animated.count;
    for (const TransformLane& lane : kSpaceLanes)
      add_lane(lane.lane, node.transform.*lane.source, row);
    row.moves = (is_spatial_ ? row.animated.count : flat) > 0;
    add_lane(&Lanes::opacity, node.opacity, row);
    add_lane(&Lanes::active, node.active, row);
    rows_.push_back(row);
    set_matrix(ir::NodeIdx{rows_.size() - 1}, row.constants);
  }
}

void PropertyTable::add_lane(double Lanes::*lane, const anim::F64& source, Row& row) {
  row.constants.*lane = source.constant;
  if (source.is_constant()) return;
  animated_.push_back({lane, source});
  ++row.animated.count;
}

void PropertyTable::set_matrix(ir::NodeIdx node, const Lanes& lanes) {
  if (offsets_.empty()) return write_matrix(node, lanes);
  Lanes moved = lanes;
  moved.translate_x += offsets_[node.index()].x;
  moved.translate_y += offsets_[node.index()].y;
  write_matrix(node, moved);
}

void PropertyTable::write_matrix(ir::NodeIdx node, const Lanes& lanes) {
  if (is_spatial_)
    parent_space_from_node_[node.index()] = local_space_matrix(lanes);
  else
    parent_from_node_[node.index()] = local_matrix(lanes);
}

void PropertyTable::move(ir::NodeIdx node, double x, double y, const Lanes& lanes) {
  Offset& offset = offsets_[node.index()];
  if (offset.x == x && offset.y == y) return;
  offset = {x, y};
  const Row& row = rows_[node.index()];
  set_matrix(node, row.moves ? lanes : row.constants);
}

void PropertyTable::sample(ir::NodeIdx node, const anim::Moment& moment, anim::Cursors& cursors,
                           Lanes& lanes) {
  const Row& row = rows_[node.index()];
  lanes = row.constants;
  for (std::uint32_t i = row.animated.first; i < row.animated.end(); ++i)
    lanes.*animated_[i].lane = anim::sample(curves_, animated_[i].source, moment, &cursors);
  if (row.moves) set_matrix(node, lanes);
}

}  // namespace lattice::eval
