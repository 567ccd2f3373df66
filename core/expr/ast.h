// A parsed expression: names still are text, types are not known yet.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/ids.h"

namespace lattice::expr {

enum class NodeKind : std::uint8_t {
  number,
  constant,     // code: Constant
  reference,    // index: into Ast::references
  lane,         // the same, as first argument of value_at: named, not read
  unary,        // code: Unary
  binary,       // code: Binary
  conditional,  // children: condition, then, else
  call,         // code: Function
  component,    // code: Component
};

enum class Constant : std::uint8_t { pi, tau, yes, no };
enum class Unary : std::uint8_t { negate, logical_not };
enum class Binary : std::uint8_t {
  add,
  subtract,
  multiply,
  divide,
  modulo,
  power,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  logical_and,
  logical_or,
};
enum class Component : std::uint8_t { x, y, r, g, b, a };

// As written: "and", "<=".
std::string_view text(Binary op);
// "xyrgba"
inline constexpr std::string_view kComponentNames = "xyrgba";

struct Node {
  NodeKind kind = NodeKind::number;
  std::uint8_t code = 0;
  std::uint32_t index = 0;
  std::uint32_t offset = 0;  // byte of the operator, name or literal
  std::uint32_t start = 0;   // byte where the subexpression begins
  Span32 children{};         // in Ast::children
  double number = 0;
};

enum class Scope : std::uint8_t { self, nodes, vars, time, item, index };

struct Reference {
  Scope scope = Scope::self;
  std::string name{};  // nodes: id; vars, time, item: the first name; else empty
  std::string lane{};  // self, nodes: "transform.translate.x"
  std::uint32_t name_offset = 0;
  std::uint32_t lane_offset = 0;
};

struct Ast {
  // Children come before their parents, so that every walk is a loop; the last is the root.
  std::vector<Node> nodes;
  std::vector<std::uint32_t> children;
  std::vector<Reference> references;

  std::span<const std::uint32_t> children_of(const Node& node) const {
    return std::span(children).subspan(node.children.first, node.children.count);
  }
};

// With every operation in parentheses: "1 + 2 * -x^2" is "(1 + (2 * (-(x ^ 2))))". Parsing
// that gives the same tree again.
std::string canonical(const Ast& ast);

}  // namespace lattice::expr
