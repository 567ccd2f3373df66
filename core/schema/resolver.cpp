#include "schema/resolver.h"

#include "base/suggest.h"
#include "schema/values.h"

namespace lattice::schema {
namespace {

using ir::VariableType;

expr::Type type_of(VariableType type) {
  switch (type) {
    case VariableType::boolean: return expr::Type::boolean;
    case VariableType::vec2: return expr::Type::vec2;
    case VariableType::color: return expr::Type::color;
    default: return expr::Type::f64;
  }
}

std::string_view refusal_of(VariableType type) {
  if (type == VariableType::string) return "it is text";
  return type == VariableType::list ? "it is a list" : "";
}

}  // namespace

std::optional<expr::OwnerId> PlaceResolver::self() const {
  if (node_.is_none()) return {};
  return expr::OwnerId{node_.index()};
}

std::optional<expr::OwnerId> PlaceResolver::node(std::string_view id) const {
  const ir::NodeIdx found = find_node(id, scope_, loading_);
  if (found.is_none()) return {};
  return expr::OwnerId{found.index()};
}

std::optional<expr::Property> PlaceResolver::property(expr::OwnerId node,
                                                      std::string_view lane) const {
  const auto key = ir::find_property(lane);
  if (!key || !ir::has_property(node_of(node), *key)) return {};
  return expr::Property{expr::PropertyId{ir::property_number(ir::NodeIdx{node.index()}, *key)},
                        expr::Type::f64};
}

std::optional<expr::Variable> PlaceResolver::variable(std::string_view name) const {
  const auto& variables = scope_->composition->variables;
  const auto found = variables.find(name);
  if (found == variables.end() || !found->second) return {};
  const VariableType type = loading_.out.variables[found->second.index()].type;
  return expr::Variable{found->second, type_of(type), refusal_of(type)};
}

const Json* PlaceResolver::row() const {
  const Scope* scope = scope_;
  while (scope != nullptr && !scope->item) scope = scope->outer;
  return scope == nullptr ? nullptr : &*scope->item;
}

std::optional<expr::Item> PlaceResolver::item(std::string_view field) const {
  const Json* const here = row();
  if (here == nullptr) return {};
  const auto cell = field.empty()       ? std::optional(*here)
                    : here->is_object() ? here->find(field)
                                        : std::nullopt;
  if (!cell) return {};
  // Rows were checked where their list was declared; what is left is a record as a whole.
  Report unused("");
  const auto read = read_value(*cell, unused);
  if (!read) return {};
  return expr::Item{{type_of(read->type), read->lanes}, refusal_of(read->type)};
}

std::optional<double> PlaceResolver::index() const {
  if (!scope_->index) return {};
  return *scope_->index;
}

std::vector<std::string_view> PlaceResolver::node_ids() const {
  std::vector<std::string_view> ids;
  const std::string& prefix = scope_->composition->id_prefix;
  for (const ir::Node& node : loading_.out.nodes) {
    const std::string_view id = loading_.out.text(node.id);
    if (id.starts_with(prefix) && id.size() > prefix.size())
      ids.push_back(id.substr(prefix.size()));
    if (ids.size() == kMaxNamesCompared) break;
  }
  return ids;
}

std::vector<std::string_view> PlaceResolver::lanes(expr::OwnerId node) const {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < ir::kPropertyKeys; ++i)
    if (ir::has_property(node_of(node), static_cast<ir::PropertyKey>(i)))
      names.push_back(ir::property_names()[i]);
  return names;
}

std::vector<std::string_view> PlaceResolver::variables() const {
  std::vector<std::string_view> names;
  for (const auto& [name, id] : scope_->composition->variables) {
    if (names.size() == kMaxNamesCompared) break;
    names.push_back(name);
  }
  return names;
}

std::vector<std::string_view> PlaceResolver::item_fields() const {
  std::vector<std::string_view> names;
  const Json* const here = row();
  if (here != nullptr && here->is_object())
    for (const Json member : *here) names.push_back(member.key());
  return names;
}

}  // namespace lattice::schema
