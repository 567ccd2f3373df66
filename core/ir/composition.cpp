#include "ir/composition.h"

namespace lattice::ir {

const char* name_of(NodeKind kind) {
  static constexpr const char* kNames[] = {"leaf", "group", "stack", "sequence"};
  return kNames[static_cast<int>(kind)];
}

const char* name_of(Blend) { return "normal"; }

const char* name_of(AssetKind kind) {
  static constexpr const char* kNames[] = {"image", "solid_rect"};
  return kNames[static_cast<int>(kind)];
}

std::string Composition::where(NodeIdx id) const {
  const Node& n = node(id);
  return text(file) + ":" + text(n.pointer) + ", node \"" + text(n.id) + "\"";
}

}  // namespace lattice::ir
