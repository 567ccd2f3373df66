// The lanes of nodes and the local matrices made of them. Constants are prepared once;
// per frame only animated lanes are sampled and only their matrices computed anew.
#pragma once
#include <cstdint>
#include <vector>

#include "anim/sample.h"
#include "eval/graph.h"

namespace lattice::eval {

// T(translate) T(anchor) R(rotation) Skew Scale T(-anchor). Without rotation, skew and
// scale it is exactly T(translate), so that whole-pixel offsets stay whole.
image::Mat3 local_matrix(const Lanes& lanes);

class PropertyTable {
 public:
  explicit PropertyTable(const ir::Composition& composition);

  // Fills `lanes` and the node's local matrix for a moment of the node.
  void sample(ir::NodeIdx node, const anim::Moment& moment, anim::Cursors& cursors, Lanes& lanes);

  // Of the frame that was sampled last.
  const image::Mat3& parent_from_node(ir::NodeIdx node) const {
    return parent_from_node_[node.index()];
  }

 private:
  struct AnimatedLane {
    double Lanes::*lane;
    anim::F64 source;
  };
  struct Row {
    Lanes constants;     // animated lanes hold their first key's value
    Span32 animated;     // into animated_
    bool moves = false;  // a lane of the matrix is animated
  };

  void add_lane(double Lanes::*lane, const anim::F64& source, Row& row);

  const anim::Curves& curves_;
  std::vector<Row> rows_;  // by NodeIdx
  std::vector<AnimatedLane> animated_;
  std::vector<image::Mat3> parent_from_node_;  // by NodeIdx
};

}  // namespace lattice::eval
