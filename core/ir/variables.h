// The variables of a composition: constants of one rendering that can be set from outside.
#pragma once
#include <array>
#include <cstdint>

#include "ir/ids.h"

namespace lattice::ir {

enum class VariableType : std::uint8_t { boolean, number, vec2, color, string, list };

// "a bool", "a number", ...: with its article, for sentences.
const char* name_of(VariableType type);

struct Variable {
  TextId name;  // of a variable inside a composition node: "node/name"
  VariableType type = VariableType::number;
  std::array<double, 4> lanes{};  // bool: 0 or 1; x, y; r, g, b, a straight
  TextId text;                    // of a string
  // It decided what was read: texts, the rows of a repeat. Setting it means loading anew.
  bool shapes = false;
  // Declared by the composition itself, so that it can be set; those of compositions inside
  // have what their node binds them to.
  bool settable = false;
};

}  // namespace lattice::ir
