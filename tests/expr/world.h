// A small composition for expressions to stand in: names, their ids and their values.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/evaluator.h"
#include "expr/expression.h"

namespace lattice::expr::testing {

inline constexpr std::string_view kLanes[] = {
    "opacity",
    "transform.translate.x",
    "transform.translate.y",
    "transform.rotation_rad",
    "transform.scale.x",
    "switch.active",
    // No lane of a composition is more than a number yet; the language does not rely on it.
    "test.on",
    "test.at",
    "test.tint",
};
inline constexpr Type kLaneTypes[] = {Type::f64, Type::f64,     Type::f64,  Type::f64,  Type::f64,
                                      Type::f64, Type::boolean, Type::vec2, Type::color};
inline constexpr std::size_t kLaneCount = 9;

struct NamedVariable {
  std::string_view name;
  Value value;
  std::string_view refusal = {};
};

struct World : Resolver {
  std::vector<std::string> nodes = {"card", "title", "odd id", "n.0.3"};
  std::vector<NamedVariable> vars = {
      {"speed", {Type::f64, {2}}},    {"loud", {Type::boolean, {1}}},
      {"at", {Type::vec2, {10, 20}}}, {"accent", {Type::color, {1, 0.5, 0.25, 0.5}}},
      {"title", {}, "it is text"},    {"rows", {}, "it is a list"},
  };
  std::optional<OwnerId> around = OwnerId{0};
  bool repeats = false;

  std::optional<OwnerId> self() const override { return around; }
  std::optional<OwnerId> node(std::string_view id) const override;
  std::optional<Property> property(OwnerId node, std::string_view lane) const override;
  std::optional<Variable> variable(std::string_view name) const override;
  std::optional<Item> item(std::string_view field) const override;
  std::optional<double> index() const override;
  std::vector<std::string_view> node_ids() const override;
  std::vector<std::string_view> lanes(OwnerId) const override;
  std::vector<std::string_view> variables() const override;
  std::vector<std::string_view> item_fields() const override;
};

PropertyId property_id(std::size_t node, std::string_view lane);

// What literal lanes are at other times: something that depends on all of it.
struct Sampler : LaneSampler {
  double sample(PropertyId property, std::uint32_t component, double seconds) const override {
    return seconds * 10 + property.value + 0.25 * component;
  }
};

inline constexpr std::uint64_t kSeed = 7;

// The time of every node of a World at some frame; each has its own.
std::vector<TimeContext> times_of(const World& world, double frame = 12);

// Sets an evaluator's variables as the world says.
void set_variables(Evaluator& evaluator, const ProgramSet& programs, const World& world);

}  // namespace lattice::expr::testing
