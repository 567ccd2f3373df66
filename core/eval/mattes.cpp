#include "eval/mattes.h"

#include <cassert>

namespace lattice::eval {

MatteTable::MatteTable(const ir::Composition& composition) {
  const std::vector<Need> all = needs(composition);
  if (all.empty()) return;
  matte_of_.resize(composition.nodes.size());
  for (const Need& need : all) {
    if (matte_of_[need.matte.index()]) continue;
    matte_of_[need.matte.index()] = MatteIdx{nodes_.size()};
    nodes_.push_back(need.matte);
  }
  sort(composition, all);
}

// Who asks for which node.
std::vector<MatteTable::Need> MatteTable::needs(const ir::Composition& composition) {
  std::vector<Need> out;
  for (std::size_t i = 0; i < composition.nodes.size(); ++i) {
    const ir::Node& node = composition.nodes[i];
    if (node.mask && composition.masks[node.mask.index()].node)
      out.push_back({ir::NodeIdx{i}, composition.masks[node.mask.index()].node});
    for (std::uint32_t e = node.effects.first; e < node.effects.end(); ++e) {
      const Span32 inputs = composition.effects[e].inputs;
      for (std::uint32_t k = inputs.first; k < inputs.end(); ++k)
        if (composition.inputs[k].node) out.push_back({ir::NodeIdx{i}, composition.inputs[k].node});
    }
  }
  return out;
}

// Kahn's algorithm: there are no circles. A matte needs what the nodes in its subtree ask for,
// but for those within a further matte.
void MatteTable::sort(const ir::Composition& composition, std::span<const Need> needs) {
  std::vector<MatteIdx> around(composition.nodes.size());
  for (std::size_t i = 0; i < around.size(); ++i) {
    const ir::NodeIdx parent = composition.nodes[i].parent;
    around[i] = matte_of_[i] || parent.is_none() ? matte_of_[i] : around[parent.index()];
  }
  std::vector<std::vector<MatteIdx>> needed_by(nodes_.size());
  std::vector<std::size_t> open(nodes_.size());  // how many still want it
  for (const Need& need : needs) {
    const MatteIdx by = around[need.by.index()], matte = matte_of_[need.matte.index()];
    if (by.is_none()) continue;
    needed_by[by.index()].push_back(matte);
    ++open[matte.index()];
  }
  std::vector<MatteIdx> order;
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    if (open[i] == 0) order.push_back(MatteIdx{i});
  for (std::size_t i = 0; i < order.size(); ++i)
    for (const MatteIdx matte : needed_by[order[i].index()])
      if (--open[matte.index()] == 0) order.push_back(matte);
  assert(order.size() == nodes_.size());

  std::vector<ir::NodeIdx> sorted;
  for (const MatteIdx matte : order) sorted.push_back(nodes_[matte.index()]);
  nodes_ = std::move(sorted);
  for (std::size_t i = 0; i < nodes_.size(); ++i) matte_of_[nodes_[i].index()] = MatteIdx{i};
}

}  // namespace lattice::eval
