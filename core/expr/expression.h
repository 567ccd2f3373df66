// Text to a typed, name-free expression: parse, resolve, check types, fold.
#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "expr/ast.h"
#include "expr/lane_graph.h"
#include "expr/resolver.h"

namespace lattice::expr {

// What the place wants where an expression stands. A number is also accepted as a vec2, for
// both of its lanes. With a component, the expression is a vec2 or colour as `type` says, and
// its result is that one lane: "translate": "=vec2(3, 4)" is compiled once for x, once for y.
struct Target {
  Type type = Type::f64;
  std::optional<std::uint32_t> component;
};

struct PropertyUse {
  Property property;
  std::uint32_t column = 0;  // of its first mention
};

struct Expression {
  Type type = Type::f64;
  std::array<Lane, 4> results{};  // the first lane_count(type)
  LaneGraph graph;
  // What the text mentions, each once, in order: folding does not take anything from these,
  // so that whether a composition is valid depends on what is written only.
  std::vector<PropertyUse> reads;
  std::vector<PropertyUse> sampled;  // by value_at
  std::vector<Variable> variables;
};

Result<Expression> compile(std::string_view source, const Resolver& resolver, Target target);

// The same from a tree; `source` is what it was parsed from, for columns.
Result<Expression> lower(const Ast& ast, std::string_view source, const Resolver& resolver,
                         Target target);

}  // namespace lattice::expr
