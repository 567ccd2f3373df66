// Which groups of a frame need a surface of their own. Everything else is drawn straight
// into what is around it.
#pragma once
#include <vector>

#include "assets/store.h"
#include "eval/graph.h"
#include "eval/mattes.h"
#include "eval/overlap.h"

namespace lattice::eval {

// Is anything of the node's subtree to be seen?
inline bool is_drawn(const NodeState& state) { return state.visible && state.opacity > 0; }

class Isolation {
 public:
  // Decides for all groups within an entry of `graph.visible`, but for the mattes inside it. A
  // group is isolated when it has a mask, effects, a transition within its window or a blend
  // other than normal, or when its own opacity is below 1 and two of its layers share a canvas
  // pixel: fading them one by one would let the lower one shine through. Boxes are compared,
  // not shapes; where a layer with effects or a transition ends only plugins know, so it counts
  // as everywhere.
  void decide(const ir::Composition& composition, const assets::Store& assets,
              const MatteTable& mattes, const EvaluatedGraph& graph, std::uint32_t entry);

  bool is_isolated(ir::NodeIdx node) const { return isolated_[node.index()] != 0; }

 private:
  struct Frame {
    const ir::Composition& composition;
    const assets::Store& assets;
    const MatteTable& mattes;
    const EvaluatedGraph& graph;
  };

  // With `wants_boxes` leaves the boxes of the entry's layers on top of boxes_.
  void visit(const Frame& frame, std::uint32_t entry, bool wants_boxes);
  void visit_group(const Frame& frame, std::uint32_t entry, bool wants_boxes);
  void merge_boxes(std::size_t first, bool is_bounded);

  std::vector<char> isolated_;      // by NodeIdx; only drawn groups are up to date
  std::vector<image::Rect> boxes_;  // canvas pixels, as a stack
  OverlapSweep sweep_;
};

}  // namespace lattice::eval
