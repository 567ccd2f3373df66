#include "expr/lane_graph.h"

#include <bit>
#include <cassert>

namespace lattice::expr {

Lane LaneGraphBuilder::intern(const Operation& operation) {
  const Key key{operation.op, operation.a, operation.b, operation.c,
                std::bit_cast<std::uint64_t>(operation.value)};
  const auto [at, added] = lanes_.try_emplace(key, static_cast<Lane>(graph_.size()));
  if (added) graph_.push_back(operation);
  return at->second;
}

Lane LaneGraphBuilder::constant(double value) {
  // One NaN: its sign and payload depend on which operand an instruction took it from.
  return intern({.op = Op::constant, .value = value == value ? value : ops::kNaN});
}

Lane LaneGraphBuilder::property(PropertyId id, std::uint32_t component) {
  return intern({.op = Op::property, .a = id.value, .b = component});
}

Lane LaneGraphBuilder::variable(VariableId id, std::uint32_t component) {
  return intern({.op = Op::variable, .a = id.value, .b = component});
}

Lane LaneGraphBuilder::time(TimeField field) {
  return intern({.op = Op::time, .a = static_cast<std::uint32_t>(field)});
}

Lane LaneGraphBuilder::sample(PropertyId id, std::uint32_t component, Lane seconds) {
  return intern({.op = Op::sample, .a = seconds, .b = id.value, .c = component});
}

// noise and random also depend on the composition's seed, which is not known yet.
bool LaneGraphBuilder::folds(Op op, Lane a, Lane b, Lane c) const {
  if (op == Op::noise || op == Op::random) return false;
  const int count = operand_count(op);
  return is_constant(a) && (count < 2 || is_constant(b)) && (count < 3 || is_constant(c));
}

Lane LaneGraphBuilder::apply(Op op, Lane a, Lane b, Lane c) {
  assert(op >= Op::move);
  const int count = operand_count(op);
  if (count < 2) b = 0;
  if (count < 3) c = 0;
  if (folds(op, a, b, c))
    return constant(expr::apply(op, graph_[a].value, graph_[b].value, graph_[c].value, 0));
  // Only what leaves every bit as it is, that of NaN's sign aside.
  if (op == Op::select && is_constant(a)) return graph_[a].value != 0 ? b : c;
  if (op == Op::select && b == c) return b;
  if ((op == Op::multiply || op == Op::divide) && is_constant(b, 1)) return a;
  if (op == Op::multiply && is_constant(a, 1)) return b;
  if (op == Op::power && is_constant(b, 2)) op = Op::multiply, b = a;
  return intern({.op = op, .a = a, .b = b, .c = c});
}

LaneGraph LaneGraphBuilder::take(std::array<Lane, 4>& results, std::uint32_t result_count) {
  std::vector<bool> needed(graph_.size());
  for (std::uint32_t i = 0; i < result_count; ++i) needed[results[i]] = true;
  for (std::size_t i = graph_.size(); i-- > 0;)
    if (needed[i]) for_each_operand(graph_[i], [&](Lane lane) { needed[lane] = true; });

  std::vector<Lane> renumbered(graph_.size());
  LaneGraph out;
  for (std::size_t i = 0; i < graph_.size(); ++i) {
    if (!needed[i]) continue;
    for_each_operand(graph_[i], [&](Lane& lane) { lane = renumbered[lane]; });
    renumbered[i] = static_cast<Lane>(out.size());
    out.push_back(graph_[i]);
  }
  for (std::uint32_t i = 0; i < result_count; ++i) results[i] = renumbered[results[i]];
  graph_.clear();
  lanes_.clear();
  return out;
}

}  // namespace lattice::expr
