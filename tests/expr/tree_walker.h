// The obvious evaluator: values with types, straight down the tree, nothing folded or taken
// apart. It is written from the language's description and shares no code with the real one
// but the parser and the project's transcendental functions.
#pragma once
#include <functional>
#include <span>

#include "expr/ast.h"
#include "expr/world.h"

namespace lattice::expr::testing {

struct Surroundings {
  const World& world;
  std::size_t self;
  std::span<const TimeContext> times;
  const LaneSampler& sampler;
  std::function<Value(PropertyId)> read;
};

// The tree must be valid; every NaN of the result is the same one.
Value walk(const Ast& ast, const Surroundings& around);

}  // namespace lattice::expr::testing
