#include "ir/verify_nodes.h"

#include <cmath>

#include "ir/verify_parts.h"

namespace lattice::ir {
namespace {

bool good_lane(const Composition& c, const anim::F64& lane) {
  return std::isfinite(lane.constant) && none_or_inside(lane.source, c.curves.sources);
}

bool good_blur(const MotionBlur& blur) {
  return blur.samples >= 1 && std::isfinite(blur.shutter_angle_deg) &&
         std::isfinite(blur.shutter_phase_deg) && blur.shutter_angle_deg >= 0;
}

bool good_dimension(const Composition& c, const Dimension& dimension) {
  if (!good_lane(c, dimension.value)) return false;
  const bool is_constant = dimension.value.is_constant();
  return dimension.unit == Dimension::Unit::px ||
         (is_constant &&
          (dimension.unit == Dimension::Unit::percent || dimension.value.constant == 0));
}

bool good_edges(const Composition& c, const Edges& edges) {
  for (const Dimension* edge : {&edges.top, &edges.right, &edges.bottom, &edges.left})
    if (!good_dimension(c, *edge) || edge->unit == Dimension::Unit::percent) return false;
  return true;
}

bool good_camera(const Composition& c, const Camera& camera) {
  for (const auto* lanes : {&camera.position, &camera.target, &camera.rotation_rad, &camera.up})
    for (const anim::F64& lane : *lanes)
      if (!good_lane(c, lane)) return false;
  return good_lane(c, camera.fov_deg) && std::isfinite(camera.far) && camera.near > 0 &&
         camera.far > camera.near && inside(camera.pointer, c.texts);
}

bool good_mask(const Composition& c, const Mask& mask) {
  for (const anim::F64& lane : mask.lanes)
    if (!good_lane(c, lane)) return false;
  if (!good_lane(c, mask.feather) || !(mask.threshold >= 0 && mask.threshold <= 1)) return false;
  if (!inside(mask.pointer, c.texts)) return false;
  if (!none_or_inside(mask.node, c.nodes) || !none_or_inside(mask.asset, c.assets)) return false;
  if ((mask.source == MaskSource::node) == mask.node.is_none()) return false;
  if ((mask.source == MaskSource::asset) == mask.asset.is_none()) return false;
  return inside(mask.verbs, c.mask_verbs) && inside(mask.points, c.mask_points);
}

}  // namespace

Result<void> verify_settings(const Composition& c) {
  if (c.time.model == TimeModel::cyclic && !(c.time.period_seconds > 0))
    return broken("time", "its period is not positive");
  if (c.time.model == TimeModel::infinite && !(c.time.window_seconds > 0))
    return broken("time", "its window is not positive");
  if (c.camera && !good_camera(c, *c.camera)) return broken("camera", "it is no camera");
  if (!good_blur(c.motion_blur)) return broken("motion_blur", "its numbers are out of range");
  for (const MotionBlur& blur : c.motion_blurs)
    if (!good_blur(blur)) return broken("motion_blurs", "the numbers of one are out of range");
  return {};
}

Result<void> verify_masks(const Composition& c) {
  for (std::size_t i = 0; i < c.masks.size(); ++i)
    if (!good_mask(c, c.masks[i]))
      return broken("mask " + std::to_string(i), "its source or a lane is not in the tables");
  return {};
}

Result<void> verify_layouts(const Composition& c) {
  for (std::size_t i = 0; i < c.layouts.size(); ++i) {
    const Layout& layout = c.layouts[i];
    bool good = inside(layout.pointer, c.texts);
    for (const anim::F64* lane :
         {&layout.gap_x, &layout.gap_y, &layout.flex_grow, &layout.flex_shrink})
      good = good && good_lane(c, *lane);
    for (const Edges* edges : {&layout.padding, &layout.margin, &layout.inset})
      good = good && good_edges(c, *edges);
    for (const Dimension* dimension : {&layout.width, &layout.height, &layout.min_width,
                                       &layout.min_height, &layout.max_width, &layout.max_height})
      good = good && good_dimension(c, *dimension);
    if (!good) return broken("layout " + std::to_string(i), "a lane or a length is not one");
  }
  return {};
}

Result<void> verify_domains(const Composition& c) {
  for (std::size_t i = 0; i < c.domains.size(); ++i) {
    const Domain& domain = c.domains[i];
    const std::string where = "domain " + std::to_string(i);
    if (!inside(domain.owner, c.nodes) || c.node(domain.owner).inner_domain != DomainIdx{i})
      return broken(where, "its owner is not the node that opens it");
    if (!inside(domain.name, c.texts)) return broken(where, "its name is not in the table");
    if (domain.fps.num < 1 || domain.fps.den < 1 || domain.duration_frames < 1)
      return broken(where, "its clock is not positive");
    if (!std::isfinite(domain.scale) || !std::isfinite(domain.offset_frames))
      return broken(where, "its time is not finite");
    if (domain.has_clip && domain.clip_start > domain.clip_end)
      return broken(where, "its clip ends before it starts");
  }
  return {};
}

Result<void> verify_transform_order(const Composition& c) {
  if (c.transform_order.empty()) return {};
  std::vector<char> is_placed(c.nodes.size());
  for (const NodeIdx index : c.transform_order) {
    if (!inside(index, c.nodes) || is_placed[index.index()])
      return broken("transform_order", "it holds a node twice, or one that is none");
    const Node& node = c.node(index);
    const NodeIdx before = node.attached_to ? node.attached_to : node.parent;
    if (before && !is_placed[before.index()])
      return broken(c.where(index), "its transform is made before the one that it follows");
    is_placed[index.index()] = 1;
  }
  if (c.transform_order.size() == c.nodes.size()) return {};
  return broken("transform_order", "a node is missing");
}

Result<void> verify_node_parts(const Composition& c, NodeIdx index) {
  const Node& node = c.node(index);
  const bool is_comp = node.kind == NodeKind::comp_ref;
  if (!none_or_inside(node.mask, c.masks) || !none_or_inside(node.layout, c.layouts) ||
      !none_or_inside(node.motion_blur, c.motion_blurs) ||
      !none_or_inside(node.labels.semantic, c.texts))
    return broken(c.where(index), "what hangs on it is not in the tables");
  if (!good_lane(c, node.active))
    return broken(c.where(index), "a lane is not finite or has no source");
  if (node.attached_to && (!inside(node.attached_to, c.nodes) || node.attached_to == index))
    return broken(c.where(index), "it is attached to no other node");
  if (is_comp != inside(node.inner_domain, c.domains) || (is_comp && node.children.count != 1))
    return broken(c.where(index), "it shows no composition, or more than one");
  const DomainIdx around = !node.parent                       ? DomainIdx{}
                           : c.node(node.parent).inner_domain ? c.node(node.parent).inner_domain
                                                              : c.node(node.parent).domain;
  if (node.domain != around) return broken(c.where(index), "it is in the wrong domain");
  return {};
}

}  // namespace lattice::ir
