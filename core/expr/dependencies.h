// In which order expressions are evaluated, and where they wait for each other in a circle.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expr/expression.h"

namespace lattice::expr {

// One property that an expression gives its value. All outlive the call that takes them.
struct Definition {
  PropertyId property;
  OwnerId owner;  // whose time the expression sees
  const Expression* expression = nullptr;
  std::string_view name;  // "card.opacity", for messages
  // Of noise and random, where it is not that of all others.
  std::optional<std::uint64_t> seed = {};
};

// Definitions, each of which reads the next one, and the last the first.
struct Cycle {
  std::vector<std::uint32_t> definitions;
};

struct EvaluationOrder {
  // Indices of all definitions, what is read before what reads it; otherwise as given.
  std::vector<std::uint32_t> order;
  std::vector<Cycle> cycles;  // every one has a definition that no earlier one had
};

// No two definitions may be of the same property.
EvaluationOrder evaluation_order(std::span<const Definition> definitions);

// "card.opacity -> title.opacity -> card.opacity"; long ones are shortened in the middle.
std::string path_text(const Cycle& cycle, std::span<const Definition> definitions);

}  // namespace lattice::expr
