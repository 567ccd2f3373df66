// References of a tree to leaves of a lane graph, with "did you mean" for every kind of name.
#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "expr/ast.h"
#include "expr/expression.h"
#include "expr/lane_graph.h"
#include "expr/resolver.h"

namespace lattice::expr {

// A value of a tree, as lanes of the graph.
struct TypedLanes {
  Type type = Type::f64;
  std::array<Lane, 4> lanes{};
};

class ReferenceLowering {
 public:
  // `out` is told what the expression mentions.
  ReferenceLowering(std::string_view source, const Resolver& resolver, LaneGraphBuilder& build,
                    Expression& out)
      : source_(source), resolver_(resolver), build_(build), out_(out) {}

  Result<TypedLanes> read(const Reference& reference);
  // value_at(reference, seconds).
  Result<TypedLanes> sample(const Reference& reference, Lane seconds);

 private:
  // A property, or with `component` one lane of it: "some.place.x" of a vec2.
  struct Named {
    Property property;
    std::optional<std::uint32_t> component;
  };

  Result<Named> property(const Reference& reference) const;
  static std::optional<Named> find(const Resolver& resolver, OwnerId owner, std::string_view lane);
  Result<TypedLanes> variable(const Reference& reference);
  Result<TypedLanes> time(const Reference& reference);
  Result<TypedLanes> item(const Reference& reference);
  Result<TypedLanes> index(const Reference& reference);
  TypedLanes constant(const Value& value);
  void mention(std::vector<PropertyUse>& uses, const Property& property,
               const Reference& reference) const;

  std::string_view source_;
  const Resolver& resolver_;
  LaneGraphBuilder& build_;
  Expression& out_;
};

}  // namespace lattice::expr
