#include "ir/composition.h"

namespace lattice::ir {

const char* name_of(TimeModel model) {
  static constexpr const char* kNames[] = {"finite", "cyclic", "infinite"};
  return kNames[static_cast<std::size_t>(model)];
}

const char* name_of(WorkingSpace space) {
  static constexpr const char* kNames[] = {"srgb8", "linear_srgb_f32", "acescg_f32"};
  return kNames[static_cast<std::size_t>(space)];
}

std::string Composition::where(NodeIdx id) const {
  const Node& n = node(id);
  return text(file) + ":" + text(n.pointer) + ", node \"" + text(n.id) + "\"";
}

}  // namespace lattice::ir
