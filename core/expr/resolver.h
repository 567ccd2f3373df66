// What names mean where an expression stands. Whoever knows the composition implements it;
// after compilation only the ids are left.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "expr/value.h"

namespace lattice::expr {

struct Property {
  PropertyId id;
  Type type = Type::f64;
};

// `refusal` is empty, or says why an expression cannot use it: "it is a list".
struct Variable {
  VariableId id;
  Type type = Type::f64;
  std::string_view refusal;
};
struct Item {
  Value value;
  std::string_view refusal;
};

class Resolver {
 public:
  virtual ~Resolver() = default;

  // The node that the expression belongs to; none where there is no node around it.
  virtual std::optional<OwnerId> self() const = 0;
  // A node of the same composition by its id.
  virtual std::optional<OwnerId> node(std::string_view id) const = 0;
  // "transform.translate.x"; none when the node has no such lane.
  virtual std::optional<Property> property(OwnerId node, std::string_view lane) const = 0;
  virtual std::optional<Variable> variable(std::string_view name) const = 0;

  // Within a repeat: a field of the record, or with "" the item itself; and which item it is.
  virtual std::optional<Item> item(std::string_view) const { return std::nullopt; }
  virtual std::optional<double> index() const { return std::nullopt; }

  // For "did you mean": what could have stood in place of a name that is not known.
  virtual std::vector<std::string_view> node_ids() const = 0;
  virtual std::vector<std::string_view> lanes(OwnerId node) const = 0;
  virtual std::vector<std::string_view> variables() const = 0;
  virtual std::vector<std::string_view> item_fields() const { return {}; }
};

}  // namespace lattice::expr
