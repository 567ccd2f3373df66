#include "ir/variables.h"

namespace lattice::ir {

const char* name_of(VariableType type) {
  static constexpr const char* kNames[] = {"a bool",   "a number", "a vec2",
                                           "a colour", "a string", "a list"};
  return kNames[static_cast<int>(type)];
}

}  // namespace lattice::ir
