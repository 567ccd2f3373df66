// Expressions of assets that nothing shows: they are no part of the programs.
#include <algorithm>

#include "ir/used_assets.h"
#include "schema/loading.h"

namespace lattice::schema {
std::vector<bool> find_unused_expressions(const Loading& loading) {
  const std::vector<PendingExpression>& all = loading.expressions;
  std::vector<bool> unused(all.size());
  if (std::none_of(all.begin(), all.end(),
                   [](const PendingExpression& each) { return !each.asset.is_none(); }))
    return unused;
  const std::vector<bool> used = ir::used_assets(loading.out);
  for (std::size_t i = 0; i < all.size(); ++i)
    unused[i] = all[i].asset && !used[all[i].asset.index()];
  return unused;
}

void drop_expressions(const std::vector<bool>& dropped, Loading& loading) {
  anim::Curves& curves = loading.out.curves;
  const auto rest = static_cast<std::uint32_t>(curves.numbers.size());
  curves.numbers.insert(curves.numbers.end(), anim::arity_of({anim::SourceKind::sine}).numbers, 0);
  constexpr std::uint32_t kDropped = UINT32_MAX;
  std::vector<PendingExpression> kept;
  std::vector<std::uint32_t> moved_to;
  for (std::size_t i = 0; i < dropped.size(); ++i) {
    moved_to.push_back(dropped[i] ? kDropped : static_cast<std::uint32_t>(kept.size()));
    if (!dropped[i]) kept.push_back(std::move(loading.expressions[i]));
  }
  loading.expressions = std::move(kept);
  for (anim::Source& source : curves.sources) {
    if (source.kind != anim::SourceKind::property) continue;
    source.first = moved_to[source.first];
    if (source.first == kDropped) source = {anim::SourceKind::sine, 0, 0, rest};  // amplitude 0
  }
}

}  // namespace lattice::schema
