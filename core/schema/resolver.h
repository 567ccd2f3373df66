// What names of an expression mean at the place where it stands.
#pragma once
#include <vector>

#include "expr/resolver.h"
#include "schema/loading.h"

namespace lattice::schema {

class PlaceResolver final : public expr::Resolver {
 public:
  // For an expression of `node`, or of none, that stands in `scope`.
  PlaceResolver(const Loading& loading, ir::NodeIdx node, const Scope* scope)
      : loading_(loading), node_(node), scope_(scope) {}

  std::optional<expr::OwnerId> self() const override;
  std::optional<expr::OwnerId> node(std::string_view id) const override;
  std::optional<expr::Property> property(expr::OwnerId node, std::string_view lane) const override;
  std::optional<expr::Variable> variable(std::string_view name) const override;
  std::optional<expr::Item> item(std::string_view field) const override;
  std::optional<double> index() const override;

  std::vector<std::string_view> node_ids() const override;
  std::vector<std::string_view> lanes(expr::OwnerId node) const override;
  std::vector<std::string_view> variables() const override;
  std::vector<std::string_view> item_fields() const override;

 private:
  const Json* row() const;
  const ir::Node& node_of(expr::OwnerId owner) const {
    return loading_.out.node(ir::NodeIdx{owner.index()});
  }

  const Loading& loading_;
  ir::NodeIdx node_;
  const Scope* scope_;
};

}  // namespace lattice::schema
