// Isolated groups are flat, as in CSS: what is inside lies in the group's own plane, seen along
// the axis of that plane. Concerns compositions in space only.
#pragma once
#include <vector>

#include "eval/graph.h"
#include "eval/properties.h"

namespace lattice::eval {

// Does anything that is drawn below the group leave the plane of the group? `entry`: of the
// group, in `graph.visible`.
bool leaves_plane(const ir::Composition& composition, const EvaluatedGraph& graph,
                  std::uint32_t entry);

class Flattening {
 public:
  // Lays a node that is drawn into the plane of the isolated group around it; `group` has been
  // laid or placed before, and so have the nodes between the two. Changes where the node is
  // seen, and the depth of its plane, to what is drawn; NodeState::z stays.
  // Returns the map into the group's local space.
  image::Mat3 lay(const ir::Composition& composition, const PropertyTable& properties,
                  ir::NodeIdx group, ir::NodeIdx node, EvaluatedGraph& graph);

 private:
  // By NodeIdx, into the space of the isolated group around; up to date for those laid.
  std::vector<image::Affine3> group_from_node_;
};

}  // namespace lattice::eval
