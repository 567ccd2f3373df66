#include "ir/passes/passes.h"

namespace lattice::ir::passes {
namespace {

NodeIdx transform_parent(const Node& node) {
  return node.attached_to ? node.attached_to : node.parent;
}

}  // namespace

void transform_order(Composition& composition) {
  const std::vector<Node>& nodes = composition.nodes;
  std::vector<NodeIdx>& order = composition.transform_order;
  order.clear();
  bool is_attached = false;
  for (const Node& node : nodes) is_attached = is_attached || node.attached_to;
  if (!is_attached) return;
  std::vector<char> is_placed(nodes.size());
  std::vector<NodeIdx> chain;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    // Up to the first node that has its place; there are no circles.
    for (NodeIdx at{i}; at && !is_placed[at.index()]; at = transform_parent(nodes[at.index()])) {
      is_placed[at.index()] = 1;
      chain.push_back(at);
    }
    order.insert(order.end(), chain.rbegin(), chain.rend());
    chain.clear();
  }
}

}  // namespace lattice::ir::passes
