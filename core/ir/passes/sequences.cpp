#include "ir/pairing.h"
#include "ir/passes/passes.h"

namespace lattice::ir::passes {
namespace {

void place_children(Composition& composition, const Node& sequence) {
  std::int64_t offset_frames = 0;
  for (std::uint32_t i = sequence.children.first; i < sequence.children.end(); ++i) {
    Node& child = composition.nodes[composition.child_nodes[i].index()];
    child.sequence_offset_frames = offset_frames;
    if (i + 1 == sequence.children.end()) return;
    const Node& next = composition.node(composition.child_nodes[i + 1]);
    offset_frames += child.duration_frames() - boundary(composition, child, next).overlap_frames;
  }
}

}  // namespace

void sequences(Composition& composition) {
  for (const Node& node : composition.nodes)
    if (node.kind == NodeKind::sequence) place_children(composition, node);
}

}  // namespace lattice::ir::passes
