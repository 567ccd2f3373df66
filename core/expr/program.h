// All expressions of a composition as one straight run of instructions over one array of f64
// slots, in an order in which everything is computed before it is read.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "expr/dependencies.h"
#include "expr/operations.h"
#include "expr/time_context.h"
#include "expr/value.h"

namespace lattice::expr {

// slots[dst] = op(slots[a], slots[b], slots[c]); of Op::sample, b is a PropertyId and c a
// component.
struct Instruction {
  Op op = Op::move;
  std::uint16_t seed = 0;  // into ProgramSet::seeds()
  std::uint32_t dst = 0, a = 0, b = 0, c = 0;
};

// Where the lanes of a property or variable are in the array that holds all of its sort.
template <class AnyId>
struct Place {
  AnyId id;
  Type type = Type::f64;
  std::uint32_t first_lane = 0;
};

struct TimeLoad {
  std::uint32_t slot = 0;
  OwnerId owner;
  TimeField field = TimeField::frame;
};

// The slots of one evaluation, one sort after the other.
struct SlotLayout {
  Span32 constants, variables, inputs, times, outputs, temporaries;
  std::uint32_t count = 0;
};

// Immutable once linked; any number of evaluators read it at the same time.
class ProgramSet {
 public:
  // Fails on a circle, and where value_at samples a property that is an expression: `where`
  // is the definition's name. Also on more than 65535 different seeds. The definitions are not
  // needed any more afterwards.
  static Result<ProgramSet> link(std::span<const Definition> definitions,
                                 std::uint64_t composition_seed);

  // What the expressions define, in the order of the definitions.
  std::span<const Place<PropertyId>> outputs() const { return outputs_; }
  // What they read beyond that: whoever evaluates samples these first. By ascending id.
  std::span<const Place<PropertyId>> inputs() const { return inputs_; }
  std::span<const Place<VariableId>> variables() const { return variables_; }
  // True when evaluation asks a LaneSampler (value_at).
  bool samples_lanes() const { return samples_lanes_; }

  std::span<const std::uint32_t> order() const { return order_; }
  std::span<const Instruction> instructions() const { return instructions_; }
  std::span<const TimeLoad> time_loads() const { return time_loads_; }
  std::span<const double> constants() const { return constants_; }
  const SlotLayout& layout() const { return layout_; }
  // The composition's first.
  std::span<const std::uint64_t> seeds() const { return seeds_; }

 private:
  friend class Linker;

  std::vector<Place<PropertyId>> outputs_, inputs_;
  std::vector<Place<VariableId>> variables_;
  std::vector<std::uint32_t> order_;
  std::vector<Instruction> instructions_;
  std::vector<TimeLoad> time_loads_;
  std::vector<double> constants_;
  SlotLayout layout_;
  std::vector<std::uint64_t> seeds_{0};
  bool samples_lanes_ = false;
};

}  // namespace lattice::expr
