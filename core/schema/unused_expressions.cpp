// Expressions of assets that nothing shows: they are no part of the programs.
#include <algorithm>

#include "ir/used_assets.h"
#include "schema/loading.h"

namespace lattice::schema {
namespace {

bool is_unused(const PendingExpression& pending, const std::vector<bool>& used) {
  return pending.asset && !used[pending.asset.index()];
}

}  // namespace

bool has_unused_expressions(const Loading& loading) {
  const auto stands_in_asset = [](const PendingExpression& pending) {
    return !pending.asset.is_none();
  };
  const std::vector<PendingExpression>& all = loading.expressions;
  if (std::none_of(all.begin(), all.end(), stands_in_asset)) return false;
  const std::vector<bool> used = ir::used_assets(loading.out);
  return std::any_of(all.begin(), all.end(),
                     [&](const PendingExpression& each) { return is_unused(each, used); });
}

void drop_unused_expressions(Loading& loading) {
  anim::Curves& curves = loading.out.curves;
  const auto rest = static_cast<std::uint32_t>(curves.numbers.size());
  curves.numbers.insert(curves.numbers.end(), anim::arity_of({anim::SourceKind::sine}).numbers, 0);
  constexpr std::uint32_t kDropped = UINT32_MAX;
  const std::vector<bool> used = ir::used_assets(loading.out);
  std::vector<PendingExpression> kept;
  std::vector<std::uint32_t> moved_to;
  for (PendingExpression& each : loading.expressions) {
    const bool is_dropped = is_unused(each, used);
    moved_to.push_back(is_dropped ? kDropped : static_cast<std::uint32_t>(kept.size()));
    if (!is_dropped) kept.push_back(std::move(each));
  }
  loading.expressions = std::move(kept);
  for (anim::Source& source : curves.sources) {
    if (source.kind != anim::SourceKind::property) continue;
    source.first = moved_to[source.first];
    if (source.first == kDropped) source = {anim::SourceKind::sine, 0, 0, rest};  // amplitude 0
  }
}

}  // namespace lattice::schema
