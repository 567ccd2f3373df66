// The lanes of nodes and the local matrices made of them. Constants are prepared once;
// per frame only animated lanes are sampled and only their matrices computed anew.
#pragma once
#include <cstdint>
#include <vector>

#include "anim/sample.h"
#include "eval/graph.h"
#include "image/affine3.h"

namespace lattice::eval {

// T(translate) T(anchor) R(rotation) Skew Scale T(-anchor). Without rotation, skew and
// scale it is exactly T(translate), so that whole-pixel offsets stay whole.
image::Mat3 local_matrix(const Lanes& lanes);

// T(translate, z) T(anchor) Rz Ry Rx Skew Scale T(-anchor). Without rotation about x and y it
// is exactly what local_matrix() does, moved by z.
image::Affine3 local_space_matrix(const Lanes& lanes);

class PropertyTable {
 public:
  explicit PropertyTable(const ir::Composition& composition);

  // Does anything leave the plane of the canvas? See is_spatial() of a composition.
  bool is_spatial() const { return is_spatial_; }

  // Fills `lanes` and the node's local matrix for a moment of the node.
  void sample(ir::NodeIdx node, const anim::Moment& moment, anim::Cursors& cursors, Lanes& lanes);

  // Moves a node by (x, y) of its parent's space before its own transform, from now on. Of
  // compositions with layouts. `lanes` need not be sampled where none of them is animated.
  void move(ir::NodeIdx node, double x, double y, const Lanes& lanes);

  // Of the frame that was sampled last: the first in flat compositions, the second in spatial
  // ones.
  const image::Mat3& parent_from_node(ir::NodeIdx node) const {
    return parent_from_node_[node.index()];
  }
  const image::Affine3& parent_space_from_node(ir::NodeIdx node) const {
    return parent_space_from_node_[node.index()];
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
  struct Offset {
    double x = 0, y = 0;
  };

  // The one place where local matrices are made.
  void set_matrix(ir::NodeIdx node, const Lanes& lanes);
  void write_matrix(ir::NodeIdx node, const Lanes& lanes);

  const anim::Curves& curves_;
  const bool is_spatial_;
  std::vector<Row> rows_;  // by NodeIdx
  std::vector<AnimatedLane> animated_;
  // By NodeIdx; one is empty, see is_spatial_.
  std::vector<image::Mat3> parent_from_node_;
  std::vector<image::Affine3> parent_space_from_node_;
  std::vector<Offset> offsets_;  // by NodeIdx; empty where nothing is laid out
};

}  // namespace lattice::eval
