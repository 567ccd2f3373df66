// The nodes that are drawn for masks and inputs of effects, and for nothing else.
#pragma once
#include <span>
#include <vector>

#include "eval/graph.h"

namespace lattice::eval {

class MatteTable {
 public:
  explicit MatteTable(const ir::Composition& composition);

  // As EvaluatedGraph::mattes has them: each before those that its own content needs, so that
  // one pass from the front finds all that are asked for.
  std::span<const ir::NodeIdx> nodes() const { return nodes_; }
  // None for a node that is drawn where it stands.
  MatteIdx of(ir::NodeIdx node) const {
    return matte_of_.empty() ? MatteIdx{} : matte_of_[node.index()];
  }

 private:
  struct Need {
    ir::NodeIdx by, matte;
  };

  static std::vector<Need> needs(const ir::Composition& composition);
  void sort(const ir::Composition& composition, std::span<const Need> needs);

  std::vector<ir::NodeIdx> nodes_;
  std::vector<MatteIdx> matte_of_;  // by NodeIdx; empty without any
};

}  // namespace lattice::eval
