// A compiled expression as operations on single f64 lanes: vec2 and colours are taken apart,
// constants folded, equal operations shared, unused ones gone.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "expr/operations.h"
#include "expr/time_context.h"
#include "expr/value.h"

namespace lattice::expr {

using Lane = std::uint32_t;  // index into a graph's operations

struct Operation {
  Op op = Op::constant;
  // Lanes, or what Op says of its leaves; unused ones are 0.
  std::uint32_t a = 0, b = 0, c = 0;
  double value = 0;  // Op::constant
};

// Operands come before their users.
using LaneGraph = std::vector<Operation>;

class LaneGraphBuilder {
 public:
  Lane constant(double value);
  Lane property(PropertyId id, std::uint32_t component);
  Lane variable(VariableId id, std::uint32_t component);
  Lane time(TimeField field);
  Lane sample(PropertyId id, std::uint32_t component, Lane seconds);
  Lane apply(Op op, Lane a, Lane b = 0, Lane c = 0);

  // The operations that `results` need, in order; `results` are renumbered.
  LaneGraph take(std::array<Lane, 4>& results, std::uint32_t result_count);

 private:
  using Key = std::tuple<Op, std::uint32_t, std::uint32_t, std::uint32_t, std::uint64_t>;

  Lane intern(const Operation& operation);
  bool is_constant(Lane lane) const { return graph_[lane].op == Op::constant; }
  bool is_constant(Lane lane, double value) const {
    return is_constant(lane) && graph_[lane].value == value;
  }
  bool folds(Op op, Lane a, Lane b, Lane c) const;

  LaneGraph graph_;
  std::map<Key, Lane> lanes_;
};

// Every lane an operation reads; f(std::uint32_t& lane).
template <class Operation, class F>
void for_each_operand(Operation& operation, F&& f) {
  const int count = operand_count(operation.op);
  if (count > 0) f(operation.a);
  if (count > 1) f(operation.b);
  if (count > 2) f(operation.c);
}

}  // namespace lattice::expr
