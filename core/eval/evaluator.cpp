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
      params_(composition, catalog),
      properties_(composition),
      timings_(timings_of(composition)),
      pairs_with_previous_(pairing_table(composition)),
      cursors_(composition.curves) {
  assert(!composition.nodes.empty());
}

void Evaluator::evaluate(std::int64_t frame, EvaluatedGraph& graph) {
  assert(frame >= 0 && frame < composition_.duration_frames);
  graph.frame = frame;
  graph.nodes.resize(composition_.nodes.size());
  place_nodes(frame, graph);
  write_layers({composition_, assets_, params_, properties_, pairs_with_previous_, cursors_},
               scratch_, graph);
}

// One pass in document order: a parent is done before its children.
void Evaluator::place_nodes(std::int64_t frame, EvaluatedGraph& graph) {
  NodeState canvas;
  canvas.visible = true;
  canvas.local_frame = static_cast<double>(frame);
  for (std::size_t i = 0; i < timings_.size(); ++i) {
    const NodeTiming& timing = timings_[i];
    const NodeState& parent = timing.parent ? graph.nodes[timing.parent.index()] : canvas;
    const ir::NodeIdx index{i};
    NodeState& state = graph.nodes[i];
    state.local_frame = parent.local_frame - timing.begin_frames;
    state.visible =
        parent.visible && state.local_frame >= 0 && state.local_frame < timing.duration_frames;
    const ir::Node& node = composition_.nodes[i];
    const anim::Moment moment = moment_of(composition_, node, state.local_frame);
    properties_.sample(index, moment, cursors_, state.lanes);
    state.opacity = parent.opacity * std::clamp(state.lanes.opacity, 0.0, 1.0);
    state.canvas_from_node = parent.canvas_from_node * properties_.parent_from_node(index);
    // Absolute, also below a group that has a z; children add theirs to it.
    state.z = node.own_depth ? anim::sample(composition_.curves, node.depth, moment, &cursors_)
                             : parent.z + state.lanes.z;
  }
}

image::RectF Evaluator::content_bounds(ir::NodeIdx leaf) const {
  const ir::Node& node = composition_.node(leaf);
  assert(node.kind == ir::NodeKind::leaf);
  return eval::content_bounds(assets_[node.asset]);
}

}  // namespace lattice::eval
