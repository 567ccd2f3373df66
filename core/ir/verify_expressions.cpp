#include "ir/verify_expressions.h"

#include <cmath>

#include "ir/verify_parts.h"

namespace lattice::ir {
namespace {

bool has_text(const Composition& c, TextId text) { return text && text.index() < c.texts.size(); }

Result<void> verify_variables(const Composition& c) {
  for (std::size_t i = 0; i < c.variables.size(); ++i) {
    const Variable& variable = c.variables[i];
    const std::string where = "variable " + std::to_string(i);
    if (!has_text(c, variable.name)) return broken(where, "it has no name");
    if ((variable.type == VariableType::string) != has_text(c, variable.text))
      return broken(where, "a string, and nothing else, has a text");
    for (const double lane : variable.lanes)
      if (!std::isfinite(lane)) return broken(where, "a lane is not finite");
  }
  return {};
}

Result<void> verify_times(const Composition& c) {
  for (const TimeOwner& time : c.expressions.times) {
    if (!time.node || time.node.index() >= c.nodes.size())
      return broken("expressions", "a time is no node's");
    if (std::size_t{time.bends.first} + time.bends.count > c.expressions.bends.size())
      return broken("expressions", "the bends of a time are not in the table");
  }
  for (const Bend& bend : c.expressions.bends)
    if (!std::isfinite(bend.number)) return broken("expressions", "a bend is not finite");
  return {};
}

// A named lane that is a combinator around expressions is sampled; any other is the
// expression itself.
bool good_computed(const Composition& c, const Computed& computed, std::size_t index) {
  if (!has_text(c, computed.name) || !has_text(c, computed.pointer)) return false;
  if (!computed.time || computed.time.index() >= c.expressions.times.size()) return false;
  const std::size_t named = c.nodes.size() * kPropertyKeys;
  if (computed.text)
    return has_text(c, computed.text) &&
           (computed.property.index() < named ||
            computed.property == number_of_computed(c.nodes.size(), index));
  return computed.property.index() < named && computed.lane.source &&
         computed.lane.source.index() < c.curves.sources.size();
}

Result<void> verify_programs(const Composition& c) {
  const expr::ProgramSet& programs = c.expressions.programs;
  if (programs.outputs().size() != c.expressions.computed.size())
    return broken("expressions", "not every one has a program");
  for (const auto& input : programs.inputs())
    if (input.id.index() >= c.nodes.size() * kPropertyKeys)
      return broken("expressions", "one reads what is no lane of a node");
  for (const auto& variable : programs.variables())
    if (variable.id.index() >= c.variables.size())
      return broken("expressions", "one reads what is no variable");
  for (const auto& load : programs.time_loads())
    if (load.owner.index() >= c.expressions.times.size())
      return broken("expressions", "one reads what is no time");
  return {};
}

}  // namespace

Result<void> verify_expressions(const Composition& c) {
  LATTICE_TRY(verify_variables(c));
  LATTICE_TRY(verify_times(c));
  const auto& computed = c.expressions.computed;
  for (std::size_t i = 0; i < computed.size(); ++i)
    if (!good_computed(c, computed[i], i))
      return broken("expression " + std::to_string(i), "it points outside the tables");
  for (std::size_t i = 0; i < c.curves.sources.size(); ++i) {
    const anim::Source& source = c.curves.sources[i];
    if (source.kind == anim::SourceKind::property && source.first >= computed.size())
      return broken("source " + std::to_string(i), "it reads an expression that is not there");
  }
  return verify_programs(c);
}

}  // namespace lattice::ir
