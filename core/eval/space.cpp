#include "eval/space.h"

#include <algorithm>
#include <optional>

#include "eval/camera.h"
#include "eval/isolation.h"
#include "eval/timing.h"

namespace lattice::eval {
namespace {

// Where a node's picture ends; nothing where only plugins know, or where it is a group.
std::optional<image::RectF> known_content(const ir::Node& node, const assets::Store& assets) {
  if (node.kind != ir::NodeKind::leaf || !node.effects.empty() || node.transition_in ||
      node.transition_out)
    return std::nullopt;
  return assets[node.asset].bounds;
}

anim::Moment moment_of_root(const ir::Composition& composition, const EvaluatedGraph& graph) {
  const auto duration = static_cast<double>(composition.duration_frames);
  anim::Moment moment;
  moment.frame = sampling_frame(static_cast<double>(graph.frame), duration);
  moment.duration_frames = duration;
  moment.fps = composition.fps.value();
  moment.seed = composition.seed;
  moment.properties = graph.properties;
  return moment;
}

}  // namespace

void open_space(const ir::Composition& composition, anim::Cursors& cursors, EvaluatedGraph& graph) {
  graph.planes.resize(composition.nodes.size());
  graph.projection = projection_at(composition, moment_of_root(composition, graph), cursors);
}

void place_in_space(const ir::Composition& composition, const assets::Store& assets,
                    const PropertyTable& properties, ir::NodeIdx index, EvaluatedGraph& graph) {
  const ir::Node& node = composition.node(index);
  const ir::NodeIdx around = transform_parent(node);
  NodeState& state = graph.nodes[index.index()];
  Plane& plane = graph.planes[index.index()];
  plane.world_from_node = properties.parent_space_from_node(index);
  plane.depth_offset = 0;
  if (around) {
    const Plane& parent = graph.planes[around.index()];
    plane.world_from_node = parent.world_from_node * plane.world_from_node;
    plane.depth_offset = parent.depth_offset;
  }
  const SeenPlane seen = see(graph.projection, plane.world_from_node);
  const auto content = known_content(node, assets);
  plane.depth = seen.depth;
  state.canvas_from_node = seen.canvas_from_node;
  state.culled = is_culled(graph.projection, seen, content ? &*content : nullptr);
  state.z = seen.depth.at_origin + plane.depth_offset;
}

void set_depth(ir::NodeIdx node, double depth, EvaluatedGraph& graph) {
  NodeState& state = graph.nodes[node.index()];
  state.z = depth;
  if (graph.planes.empty()) return;
  Plane& plane = graph.planes[node.index()];
  plane.depth_offset = depth - plane.depth.at_origin;
}

}  // namespace lattice::eval
