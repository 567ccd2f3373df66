#include "expr/program.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace lattice::expr {

// First all leaves get their slots, then the operations of one definition after the other.
class Linker {
 public:
  Linker(std::span<const Definition> definitions, std::uint64_t composition_seed)
      : definitions_(definitions) {
    set_.seeds_ = {composition_seed};
  }

  Result<ProgramSet> link() {
    LATTICE_TRY(put_in_order());
    LATTICE_TRY(gather_seeds());
    place_outputs();
    LATTICE_TRY(check_samples());
    place_inputs();
    place_variables();
    gather_constants_and_times();
    lay_out();
    for (const std::uint32_t i : set_.order_) emit(i);
    set_.layout_.temporaries.count = most_temporaries_;
    set_.layout_.count = set_.layout_.temporaries.end();
    return std::move(set_);
  }

 private:
  static constexpr std::uint32_t kNoSlot = 0xffffffffu;
  static constexpr std::size_t kMostSeeds = 65535;

  Result<void> put_in_order() {
    EvaluationOrder found = evaluation_order(definitions_);
    if (!found.cycles.empty()) {
      const Cycle& cycle = found.cycles.front();
      return fail(Code::invalid, definitions_[cycle.definitions.front()].name,
                  "these expressions wait for each other: " + path_text(cycle, definitions_) +
                      "; give one of them a value of its own");
    }
    set_.order_ = std::move(found.order);
    return {};
  }

  Result<void> gather_seeds() {
    seed_indices_.emplace(set_.seeds_.front(), 0);
    for (const Definition& definition : definitions_) {
      if (!definition.seed) continue;
      if (seed_indices_.emplace(*definition.seed, set_.seeds_.size()).second)
        set_.seeds_.push_back(*definition.seed);
      if (set_.seeds_.size() > kMostSeeds)
        return fail(Code::invalid, definition.name,
                    "the compositions have more than 65535 different seeds; give some the same");
    }
    return {};
  }

  void place_outputs() {
    std::uint32_t lanes = 0;
    for (const Definition& definition : definitions_) {
      const Type type = definition.expression->type;
      output_lanes_.emplace(definition.property.value, lanes);
      set_.outputs_.push_back({definition.property, type, lanes});
      lanes += lane_count(type);
    }
    set_.layout_.outputs.count = lanes;
  }

  Result<void> check_samples() {
    for (const Definition& definition : definitions_)
      for (const PropertyUse& use : definition.expression->sampled) {
        set_.samples_lanes_ = true;
        if (!output_lanes_.contains(use.property.id.value)) continue;
        return fail(Code::invalid, definition.name,
                    "column " + std::to_string(use.column) +
                        ": value_at needs a lane of constants or keyframes, and this one is an "
                        "expression; write its formula with the other time instead");
      }
    return {};
  }

  // Sorted by id and without repetitions, one behind the other.
  template <class AnyId>
  static Span32 place(std::vector<Place<AnyId>>& places,
                      std::unordered_map<std::uint32_t, std::uint32_t>& lanes) {
    std::sort(places.begin(), places.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    places.erase(std::unique(places.begin(), places.end(),
                             [](const auto& a, const auto& b) { return a.id == b.id; }),
                 places.end());
    Span32 span;
    for (auto& place : places) {
      place.first_lane = span.count;
      lanes.emplace(place.id.value, span.count);
      span.count += lane_count(place.type);
    }
    return span;
  }

  void place_inputs() {
    for (const Definition& definition : definitions_)
      for (const PropertyUse& use : definition.expression->reads)
        if (!output_lanes_.contains(use.property.id.value))
          set_.inputs_.push_back({use.property.id, use.property.type, 0});
    set_.layout_.inputs = place(set_.inputs_, input_lanes_);
  }

  void place_variables() {
    for (const Definition& definition : definitions_)
      for (const Variable& variable : definition.expression->variables)
        set_.variables_.push_back({variable.id, variable.type, 0});
    set_.layout_.variables = place(set_.variables_, variable_lanes_);
  }

  static std::uint64_t time_key(OwnerId owner, std::uint32_t field) {
    return std::uint64_t{owner.value} << 8 | field;
  }

  void gather_constants_and_times() {
    for (const Definition& definition : definitions_)
      for (const Operation& operation : definition.expression->graph) {
        if (operation.op == Op::constant) {
          const auto bits = std::bit_cast<std::uint64_t>(operation.value);
          if (constant_indices_.emplace(bits, set_.constants_.size()).second)
            set_.constants_.push_back(operation.value);
        } else if (operation.op == Op::time) {
          const auto key = time_key(definition.owner, operation.a);
          if (time_indices_.emplace(key, set_.time_loads_.size()).second)
            set_.time_loads_.push_back({0, definition.owner, static_cast<TimeField>(operation.a)});
        }
      }
  }

  void lay_out() {
    SlotLayout& at = set_.layout_;
    at.constants.count = static_cast<std::uint32_t>(set_.constants_.size());
    at.times.count = static_cast<std::uint32_t>(set_.time_loads_.size());
    at.variables.first = at.constants.end();
    at.inputs.first = at.variables.end();
    at.times.first = at.inputs.end();
    at.outputs.first = at.times.end();
    at.temporaries.first = at.outputs.end();
    for (std::uint32_t i = 0; i < at.times.count; ++i)
      set_.time_loads_[i].slot = at.times.first + i;
  }

  std::uint32_t leaf_slot(const Operation& leaf, OwnerId owner) const {
    const SlotLayout& at = set_.layout_;
    switch (leaf.op) {
      case Op::constant:
        return at.constants.first + constant_indices_.at(std::bit_cast<std::uint64_t>(leaf.value));
      case Op::variable: return at.variables.first + variable_lanes_.at(leaf.a) + leaf.b;
      case Op::time: return at.times.first + time_indices_.at(time_key(owner, leaf.a));
      default: break;
    }
    assert(leaf.op == Op::property);
    if (const auto output = output_lanes_.find(leaf.a); output != output_lanes_.end())
      return at.outputs.first + output->second + leaf.b;
    return at.inputs.first + input_lanes_.at(leaf.a) + leaf.b;
  }

  // How often each lane is still to be read, results once more each.
  std::vector<std::uint32_t> count_readers(const Expression& expression) const {
    std::vector<std::uint32_t> readers(expression.graph.size());
    for (const Operation& operation : expression.graph)
      for_each_operand(operation, [&](Lane lane) { ++readers[lane]; });
    for (std::uint32_t i = 0; i < lane_count(expression.type); ++i)
      ++readers[expression.results[i]];
    return readers;
  }

  // Results are computed where they are needed; the rest takes temporaries, which are free
  // again after their last reader.
  void emit(std::uint32_t index) {
    const Definition& definition = definitions_[index];
    const Expression& expression = *definition.expression;
    seed_ = definition.seed ? static_cast<std::uint16_t>(seed_indices_.at(*definition.seed)) : 0;
    const std::uint32_t first_output = set_.layout_.outputs.first + set_.outputs_[index].first_lane;
    std::vector<std::uint32_t> slots(expression.graph.size(), kNoSlot);
    std::vector<std::uint32_t> readers = count_readers(expression);
    for (std::uint32_t i = 0; i < lane_count(expression.type); ++i) {
      const Lane result = expression.results[i];
      if (operand_count(expression.graph[result].op) > 0 && slots[result] == kNoSlot)
        slots[result] = first_output + i;
    }
    for (std::size_t i = 0; i < expression.graph.size(); ++i) {
      const Operation& operation = expression.graph[i];
      if (operand_count(operation.op) == 0)
        slots[i] = leaf_slot(operation, definition.owner);
      else
        emit(operation, i, slots, readers);
    }
    for (std::uint32_t i = 0; i < lane_count(expression.type); ++i)
      if (slots[expression.results[i]] != first_output + i)
        set_.instructions_.push_back({Op::move, 0, first_output + i, slots[expression.results[i]]});
    free_.clear();
    temporaries_ = 0;
  }

  void emit(const Operation& operation, std::size_t lane, std::vector<std::uint32_t>& slots,
            std::vector<std::uint32_t>& readers) {
    Instruction instruction{operation.op, seed_, 0, operation.a, operation.b, operation.c};
    for_each_operand(instruction, [&](std::uint32_t& operand) {
      const Lane read = operand;
      operand = slots[read];
      if (--readers[read] == 0 && operand >= set_.layout_.temporaries.first)
        free_.push_back(operand);
    });
    if (slots[lane] == kNoSlot) slots[lane] = take_temporary();
    instruction.dst = slots[lane];
    set_.instructions_.push_back(instruction);
  }

  std::uint32_t take_temporary() {
    if (!free_.empty()) {
      const std::uint32_t slot = free_.back();
      free_.pop_back();
      return slot;
    }
    const std::uint32_t slot = set_.layout_.temporaries.first + temporaries_++;
    most_temporaries_ = std::max(most_temporaries_, temporaries_);
    return slot;
  }

  std::span<const Definition> definitions_;
  ProgramSet set_;
  std::unordered_map<std::uint32_t, std::uint32_t> output_lanes_, input_lanes_, variable_lanes_;
  std::unordered_map<std::uint64_t, std::uint32_t> constant_indices_, time_indices_;
  std::vector<std::uint32_t> free_;
  std::unordered_map<std::uint64_t, std::size_t> seed_indices_;
  std::uint16_t seed_ = 0;  // of the definition that is being emitted
  std::uint32_t temporaries_ = 0, most_temporaries_ = 0;
};

Result<ProgramSet> ProgramSet::link(std::span<const Definition> definitions,
                                    std::uint64_t composition_seed) {
  return Linker(definitions, composition_seed).link();
}

}  // namespace lattice::expr
