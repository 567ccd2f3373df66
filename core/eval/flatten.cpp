#include "eval/flatten.h"

#include "eval/isolation.h"

namespace lattice::eval {
namespace {

bool is_in_plane(const Lanes& lanes) {
  return lanes.z == 0 && lanes.rotation_x_rad == 0 && lanes.rotation_y_rad == 0;
}

// A group that is scaled to nothing shows nothing, wherever its content is.
image::Affine3 nothing() { return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}}; }

image::Affine3 relative(const EvaluatedGraph& graph, ir::NodeIdx group, ir::NodeIdx node) {
  return image::inverse(graph.planes[group.index()].world_from_node).value_or(nothing()) *
         graph.planes[node.index()].world_from_node;
}

}  // namespace

bool leaves_plane(const ir::Composition& composition, const EvaluatedGraph& graph,
                  std::uint32_t entry) {
  for (std::uint32_t inner = entry + 1; inner < graph.visible[entry].end; ++inner) {
    const ir::NodeIdx node = graph.visible[inner].node;
    const NodeState& state = graph.nodes[node.index()];
    if (is_drawn(state) && (composition.node(node).attached_to || !is_in_plane(state.lanes)))
      return true;
  }
  return false;
}

image::Mat3 Flattening::lay(const ir::Composition& composition, const PropertyTable& properties,
                            ir::NodeIdx group, ir::NodeIdx index, EvaluatedGraph& graph) {
  group_from_node_.resize(composition.nodes.size());
  const ir::Node& node = composition.node(index);
  image::Affine3& group_from_node = group_from_node_[index.index()];
  if (node.attached_to)
    group_from_node = relative(graph, group, index);
  else if (node.parent == group)
    group_from_node = properties.parent_space_from_node(index);
  else
    group_from_node =
        group_from_node_[node.parent.index()] * properties.parent_space_from_node(index);

  const Projection along_axis;
  const SeenPlane in_group = see(along_axis, group_from_node);
  const NodeState& group_state = graph.nodes[group.index()];
  const SeenPlane seen = see_within(
      graph.projection, {group_state.canvas_from_node, graph.planes[group.index()].depth, false},
      in_group.canvas_from_node);
  NodeState& state = graph.nodes[index.index()];
  Plane& plane = graph.planes[index.index()];
  state.canvas_from_node = seen.canvas_from_node;
  state.culled = is_culled(along_axis, in_group, nullptr);
  plane.depth = seen.depth;
  plane.depth_offset = state.z - seen.depth.at_origin;
  return in_group.canvas_from_node;
}

}  // namespace lattice::eval
