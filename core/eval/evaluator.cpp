#include "eval/evaluator.h"

#include <algorithm>
#include <cassert>

#include "eval/space.h"

namespace lattice::eval {

Evaluator::Evaluator(const ir::Composition& composition, const ir::Catalog& catalog,
                     const assets::Store& assets)
    : composition_(composition),
      assets_(assets),
      cursors_(composition.curves),
      clock_(composition),
      mattes_(composition),
      expressions_(composition),
      params_(composition, catalog, first_properties()),
      properties_(composition),
      boxes_(composition, assets),
      has_attached_nodes_(
          std::any_of(composition.nodes.begin(), composition.nodes.end(),
                      [](const ir::Node& node) { return !node.attached_to.is_none(); })),
      paired_siblings_(pairing_table(composition)) {
  assert(!composition.nodes.empty());
}

std::vector<double> Evaluator::first_properties() {
  EvaluatedGraph graph;
  if (!composition_.expressions.computed.empty()) {
    clock_.set(0);
    expressions_.evaluate(clock_, cursors_, graph);
  }
  return std::move(graph.properties);
}

void Evaluator::read_variables() {
  expressions_.read_variables();
  params_.read_properties(first_properties());
}

void Evaluator::evaluate(double frame, EvaluatedGraph& graph, Sampling sampling) {
  begin(frame, graph);
  expressions_.evaluate(clock_, cursors_, graph);
  sample_visible(ir::NodeIdx{0}, graph);
  if (sampling == Sampling::all)
    sample_rest(graph);
  else if (has_attached_nodes_)
    sample_followed(graph);
  boxes_.solve(graph, cursors_, properties_);
  if (properties_.is_spatial())
    open_space(composition_, cursors_, graph);
  else
    graph.planes.clear();
  place_nodes(graph);
  write_layers({composition_, assets_, params_, properties_, mattes_, paired_siblings_, cursors_},
               scratch_, graph);
}

void Evaluator::evaluate_previous(double frame, std::vector<image::Mat3>& canvas_from_node) {
  evaluate(std::max(frame - 1, 0.0), previous_, Sampling::all);
  canvas_from_node.resize(previous_.nodes.size());
  std::transform(previous_.nodes.begin(), previous_.nodes.end(), canvas_from_node.begin(),
                 [](const NodeState& node) { return node.canvas_from_node; });
}

// Whatever the graph held before: no frame depends on the one before it.
void Evaluator::begin(double frame, EvaluatedGraph& graph) {
  clock_.set(frame);
  graph.frame = frame;
  for (const ir::NodeIdx node : graph.sampled) graph.nodes[node.index()] = {};
  graph.nodes.resize(composition_.nodes.size());
  graph.sampled.clear();
  graph.visible.clear();
}

// Lanes, and how opaque it is. Its parent is done, if that is sampled at all.
NodeState& Evaluator::sample_node(ir::NodeIdx index, EvaluatedGraph& graph) {
  const ir::Node& node = composition_.node(index);
  NodeState& state = graph.nodes[index.index()];
  state.is_sampled = true;
  state.local_frame = clock_.local_frame(index);
  const anim::Moment moment = moment_of(composition_, node, state.local_frame, graph.properties);
  properties_.sample(index, moment, cursors_, state.lanes);
  state.opacity = std::clamp(state.lanes.opacity, 0.0, 1.0);
  state.is_matte = !mattes_.of(index).is_none();
  if (node.parent && !state.is_matte) {
    const NodeState& parent = graph.nodes[node.parent.index()];
    state.opacity *= parent.opacity;
    state.is_matte = parent.is_matte;
  }
  graph.sampled.push_back(index);
  return state;
}

// The node and what is inside it, as far as this frame shows it: of a switch the active child
// alone, of a sequence the one or two whose time it is. What is hidden is not looked at.
void Evaluator::sample_visible(ir::NodeIdx index, EvaluatedGraph& graph) {
  if (!clock_.is_in_range(index) || !is_displayed(composition_, composition_.node(index))) return;
  NodeState& state = sample_node(index, graph);
  state.visible = true;
  const std::size_t entry = graph.visible.size();
  graph.visible.push_back({index});
  const ir::Node& node = composition_.node(index);
  if (node.kind != ir::NodeKind::selector) {
    for (const ir::NodeIdx child : children_at(composition_, node, state.local_frame))
      sample_visible(child, graph);
  } else if (const auto child = active_child(composition_, node, state.lanes.active)) {
    sample_visible(child, graph);
  }
  graph.visible[entry].end = static_cast<std::uint32_t>(graph.visible.size());
}

// Hidden nodes whose transform a visible one follows, and all that these hang on.
void Evaluator::sample_followed(EvaluatedGraph& graph) {
  for (const VisibleNode& entry : graph.visible) {
    ir::NodeIdx at = composition_.node(entry.node).attached_to;
    for (; at && !graph.nodes[at.index()].is_sampled; at = transform_parent(composition_.node(at)))
      sample_node(at, graph);
  }
}

void Evaluator::sample_rest(EvaluatedGraph& graph) {
  for (std::size_t i = 0; i < graph.nodes.size(); ++i)
    if (!graph.nodes[i].is_sampled) sample_node(ir::NodeIdx{i}, graph);
}

void Evaluator::place_nodes(EvaluatedGraph& graph) {
  if (!has_attached_nodes_) {
    for (const ir::NodeIdx node : graph.sampled) place_node(node, graph);
    return;
  }
  assert(composition_.transform_order.size() == graph.nodes.size());
  for (const ir::NodeIdx node : composition_.transform_order)
    if (graph.nodes[node.index()].is_sampled) place_node(node, graph);
}

void Evaluator::place_node(ir::NodeIdx index, EvaluatedGraph& graph) {
  const ir::Node& node = composition_.node(index);
  if (properties_.is_spatial())
    place_in_space(composition_, assets_, properties_, index, graph);
  else
    place_flat(index, graph);
  if (!node.own_depth) return;
  const double local_frame = graph.nodes[index.index()].local_frame;
  const anim::Moment moment = moment_of(composition_, node, local_frame, graph.properties);
  set_depth(index, anim::sample(composition_.curves, node.depth, moment, &cursors_), graph);
}

void Evaluator::place_flat(ir::NodeIdx index, EvaluatedGraph& graph) {
  const ir::NodeIdx around = transform_parent(composition_.node(index));
  NodeState& state = graph.nodes[index.index()];
  state.canvas_from_node = properties_.parent_from_node(index);
  state.z = state.lanes.z;
  if (around) {
    const NodeState& parent = graph.nodes[around.index()];
    state.canvas_from_node = parent.canvas_from_node * state.canvas_from_node;
    // Absolute, also below a group that has a z; children add theirs to it.
    state.z += parent.z;
  }
}

image::RectF Evaluator::content_bounds(ir::NodeIdx leaf) const {
  const ir::Node& node = composition_.node(leaf);
  assert(node.kind == ir::NodeKind::leaf);
  return assets_[node.asset].bounds;
}

}  // namespace lattice::eval
