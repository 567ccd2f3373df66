#include "expr/value.h"

namespace lattice::expr {

std::string_view type_name(Type type) {
  constexpr std::string_view kNames[] = {"a number", "a bool", "a vec2", "a colour"};
  return kNames[static_cast<std::size_t>(type)];
}

}  // namespace lattice::expr
