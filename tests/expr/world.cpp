#include "expr/world.h"

#include <algorithm>

namespace lattice::expr::testing {

std::optional<OwnerId> World::node(std::string_view id) const {
  const auto found = std::find(nodes.begin(), nodes.end(), id);
  if (found == nodes.end()) return std::nullopt;
  return OwnerId{static_cast<std::size_t>(found - nodes.begin())};
}

std::optional<Property> World::property(OwnerId owner, std::string_view lane) const {
  const auto* found = std::find(std::begin(kLanes), std::end(kLanes), lane);
  if (found == std::end(kLanes)) return std::nullopt;
  return Property{property_id(owner.index(), lane), kLaneTypes[found - kLanes]};
}

PropertyId property_id(std::size_t node, std::string_view lane) {
  const auto* found = std::find(std::begin(kLanes), std::end(kLanes), lane);
  return PropertyId{node * kLaneCount + static_cast<std::size_t>(found - kLanes)};
}

std::optional<Variable> World::variable(std::string_view name) const {
  for (std::size_t i = 0; i < vars.size(); ++i)
    if (vars[i].name == name) return Variable{VariableId{i}, vars[i].value.type, vars[i].refusal};
  return std::nullopt;
}

std::optional<Item> World::item(std::string_view field) const {
  if (!repeats) return std::nullopt;
  if (field == "value") return Item{{Type::f64, {0.75}}, {}};
  if (field == "place") return Item{{Type::vec2, {3, 4}}, {}};
  if (field == "label") return Item{{}, "it is text"};
  if (field == "odd field") return Item{{Type::f64, {9}}, {}};
  return std::nullopt;
}

std::optional<double> World::index() const {
  return repeats ? std::optional<double>(3) : std::nullopt;
}

std::vector<std::string_view> World::node_ids() const { return {nodes.begin(), nodes.end()}; }

std::vector<std::string_view> World::lanes(OwnerId) const {
  return {std::begin(kLanes), std::end(kLanes)};
}

std::vector<std::string_view> World::variables() const {
  std::vector<std::string_view> names;
  for (const NamedVariable& var : vars) names.push_back(var.name);
  return names;
}

std::vector<std::string_view> World::item_fields() const {
  return {"value", "place", "label", "odd field"};
}

std::vector<TimeContext> times_of(const World& world, double frame) {
  std::vector<TimeContext> times;
  for (std::size_t i = 0; i < world.nodes.size(); ++i) {
    const double later = static_cast<double>(i);
    times.push_back(time_context(frame + later, 60 + later, {30, 1}, frame / 64));
  }
  return times;
}

void set_variables(Evaluator& evaluator, const ProgramSet& programs, const World& world) {
  for (const auto& place : programs.variables()) {
    const Value& value = world.vars[place.id.index()].value;
    for (std::uint32_t i = 0; i < lane_count(place.type); ++i)
      evaluator.variables()[place.first_lane + i] = value.lanes[i];
  }
}

}  // namespace lattice::expr::testing
