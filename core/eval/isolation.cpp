#include "eval/isolation.h"

#include "eval/flatten.h"
#include "eval/timing.h"

namespace lattice::eval {
namespace {

// As far as image::round_out() goes.
constexpr image::Rect kEverywhere{-(1 << 30), -(1 << 30), 1 << 30, 1 << 30};

// A mask takes away only.
bool ends_with_its_content(const ir::Composition& composition, const ir::Node& node,
                           double local_frame) {
  return node.effects.empty() &&
         transition_in_at(composition, node, local_frame).transition.is_none() &&
         transition_out_at(composition, node, local_frame).transition.is_none();
}

// Pixels that the leaf may touch: sampling a moved picture fades over half a pixel around it.
image::Rect drawn_box(const assets::Prepared& asset, const image::Mat3& canvas_from_node) {
  if (!canvas_from_node.is_affine()) return kEverywhere;
  image::RectF box = asset.bounds;
  if (asset.kind != ir::AssetKind::solid_rect && !canvas_from_node.is_integer_translation())
    box = {box.x0 - 0.5, box.y0 - 0.5, box.x1 + 0.5, box.y1 + 0.5};
  return image::round_out(map_bounds(canvas_from_node, box));
}

}  // namespace

void Isolation::decide(const ir::Composition& composition, const assets::Store& assets,
                       const MatteTable& mattes, const EvaluatedGraph& graph, std::uint32_t entry) {
  isolated_.resize(composition.nodes.size());
  boxes_.clear();
  visit({composition, assets, mattes, graph}, entry, false);
}

void Isolation::visit(const Frame& frame, std::uint32_t entry, bool wants_boxes) {
  const ir::NodeIdx index = frame.graph.visible[entry].node;
  const NodeState& state = frame.graph.nodes[index.index()];
  if (!is_drawn(state)) return;
  const ir::Node& node = frame.composition.node(index);
  if (node.kind != ir::NodeKind::leaf) return visit_group(frame, entry, wants_boxes);
  if (!wants_boxes || state.culled) return;
  const bool is_bounded = ends_with_its_content(frame.composition, node, state.local_frame);
  boxes_.push_back(is_bounded ? drawn_box(frame.assets[node.asset], state.canvas_from_node)
                              : kEverywhere);
}

void Isolation::visit_group(const Frame& frame, std::uint32_t entry, bool wants_boxes) {
  const VisibleNode& at = frame.graph.visible[entry];
  const NodeState& state = frame.graph.nodes[at.node.index()];
  const ir::Node& node = frame.composition.node(at.node);
  const bool is_bounded = ends_with_its_content(frame.composition, node, state.local_frame);
  const bool must = !is_bounded || node.mask || node.blend != image::Blend::normal;
  const bool fades = !must && state.lanes.opacity < 1;

  const std::size_t first = boxes_.size();
  for (std::uint32_t child = entry + 1; child < at.end; child = frame.graph.visible[child].end)
    if (frame.mattes.of(frame.graph.visible[child].node).is_none())
      visit(frame, child, wants_boxes || fades);
  const bool leaves =
      fades && !frame.graph.planes.empty() && leaves_plane(frame.composition, frame.graph, entry);
  const bool is_isolated =
      must || leaves || (fades && sweep_.any_overlap(std::span(boxes_).subspan(first)));
  isolated_[at.node.index()] = is_isolated;
  if (!wants_boxes)
    boxes_.resize(first);
  else if (is_isolated)
    merge_boxes(first, is_bounded);
}

// A surface of its own is one layer to what is around it, and an empty one is none.
void Isolation::merge_boxes(std::size_t first, bool is_bounded) {
  if (boxes_.size() == first) return;
  image::Rect merged = is_bounded ? image::Rect{} : kEverywhere;
  for (std::size_t i = first; i < boxes_.size(); ++i) merged = unite(merged, boxes_[i]);
  boxes_.resize(first);
  boxes_.push_back(merged);
}

}  // namespace lattice::eval
