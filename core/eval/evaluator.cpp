#include "eval/evaluator.h"

#include <algorithm>
#include <cassert>

namespace lattice::eval {
namespace {

std::vector<NodeTiming> timings_of(const ir::Composition& composition) {
  std::vector<NodeTiming> timings;
  timings.reserve(composition.nodes.size());
  for (const ir::Node& node : composition.nodes) {
    assert(node.parent.is_none() == timings.empty());
    assert(node.parent.is_none() || node.parent.index() < timings.size());
    timings.push_back(timing_of(composition, node));
  }
  return timings;
}

}  // namespace

Evaluator::Evaluator(const ir::Composition& composition, const ir::Catalog& catalog,
                     const assets::Store& assets)
    : composition_(composition),
      assets_(assets),
      cursors_(composition.curves),
      timings_(timings_of(composition)),
      expressions_(composition),
      params_(composition, catalog, first_properties()),
      properties_(composition),
      transform_order_(transform_order(composition)),
      pairs_with_previous_(pairing_table(composition)) {
  assert(!composition.nodes.empty());
}

std::vector<double> Evaluator::first_properties() {
  EvaluatedGraph graph;
  if (!composition_.expressions.computed.empty()) {
    set_times(0, graph);
    expressions_.evaluate(cursors_, graph);
  }
  return std::move(graph.properties);
}

void Evaluator::evaluate(std::int64_t frame, EvaluatedGraph& graph) {
  assert(frame >= 0 && frame < composition_.duration_frames);
  set_times(frame, graph);
  expressions_.evaluate(cursors_, graph);
  sample_lanes(graph);
  place_nodes(graph);
  write_layers({composition_, assets_, params_, properties_, pairs_with_previous_, cursors_},
               scratch_, graph);
}

// Local frames. A parent is done before its children.
void Evaluator::set_times(std::int64_t frame, EvaluatedGraph& graph) {
  graph.frame = frame;
  graph.nodes.resize(composition_.nodes.size());
  const auto canvas_frame = static_cast<double>(frame);
  for (std::size_t i = 0; i < timings_.size(); ++i) {
    const NodeTiming& timing = timings_[i];
    const double parent_frame =
        timing.parent ? graph.nodes[timing.parent.index()].local_frame : canvas_frame;
    const double around = timing.frame_around(parent_frame);
    NodeState& state = graph.nodes[i];
    state.local_frame = around - timing.begin_frames;
    state.visible = timing.is_visible(around, state.local_frame);
  }
}

// Lanes, and what follows from those of the nodes around: who is visible, how opaque.
void Evaluator::sample_lanes(EvaluatedGraph& graph) {
  NodeState canvas;
  canvas.visible = true;
  for (std::size_t i = 0; i < timings_.size(); ++i) {
    const ir::NodeIdx index{i};
    const ir::Node& node = composition_.nodes[i];
    NodeState& state = graph.nodes[i];
    const anim::Moment moment = moment_of(composition_, node, state.local_frame, graph.properties);
    properties_.sample(index, moment, cursors_, state.lanes);
    const NodeState& parent = node.parent ? graph.nodes[node.parent.index()] : canvas;
    state.visible = state.visible && parent.visible;
    if (node.parent && composition_.node(node.parent).kind == ir::NodeKind::selector)
      state.visible = state.visible && active_child(composition_, composition_.node(node.parent),
                                                    parent.lanes.active) == index;
    state.opacity = parent.opacity * std::clamp(state.lanes.opacity, 0.0, 1.0);
  }
}

void Evaluator::place_nodes(EvaluatedGraph& graph) {
  for (const ir::NodeIdx node : transform_order_) place_node(node, graph);
}

void Evaluator::place_node(ir::NodeIdx index, EvaluatedGraph& graph) {
  const ir::Node& node = composition_.node(index);
  const ir::NodeIdx around = transform_parent(node);
  NodeState& state = graph.nodes[index.index()];
  state.canvas_from_node = properties_.parent_from_node(index);
  state.z = state.lanes.z;
  if (around) {
    const NodeState& parent = graph.nodes[around.index()];
    state.canvas_from_node = parent.canvas_from_node * state.canvas_from_node;
    // Absolute, also below a group that has a z; children add theirs to it.
    state.z += parent.z;
  }
  if (!node.own_depth) return;
  const anim::Moment moment = moment_of(composition_, node, state.local_frame, graph.properties);
  state.z = anim::sample(composition_.curves, node.depth, moment, &cursors_);
}

image::RectF Evaluator::content_bounds(ir::NodeIdx leaf) const {
  const ir::Node& node = composition_.node(leaf);
  assert(node.kind == ir::NodeKind::leaf);
  return eval::content_bounds(assets_[node.asset]);
}

}  // namespace lattice::eval
