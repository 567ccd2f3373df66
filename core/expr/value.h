// The types of the expression language and the dense ids that stand for names after
// compilation. A value is one to four f64 lanes; a bool is a lane that holds 0 or 1.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "base/ids.h"

namespace lattice::expr {

enum class Type : std::uint8_t { f64, boolean, vec2, color };

constexpr std::uint32_t lane_count(Type type) {
  return type == Type::vec2 ? 2 : type == Type::color ? 4 : 1;
}

// With its article, for sentences: "a number", "a bool", "a vec2", "a colour".
std::string_view type_name(Type type);

struct Value {
  Type type = Type::f64;
  std::array<double, 4> lanes{};  // x y, or r g b a straight (not premultiplied)
};

// All three index tables of whoever resolves names; here they are only compared.
using PropertyId = Id<struct PropertyTag>;  // a lane of a node
using VariableId = Id<struct VariableTag>;
using OwnerId = Id<struct OwnerTag>;  // the node whose time an expression sees

}  // namespace lattice::expr
