#include <vector>

#include "ir/passes/passes.h"

namespace lattice::ir::passes {

void unused_assets(Composition& composition) {
  std::vector<AssetIdx> moved_to(composition.assets.size());
  std::vector<bool> used(composition.assets.size(), false);
  for (const Node& node : composition.nodes)
    if (node.asset) used[node.asset.index()] = true;
  for (const AssetIdx input : composition.inputs)
    if (input) used[input.index()] = true;
  std::vector<Asset> kept;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    moved_to[i] = AssetIdx{kept.size()};
    kept.push_back(composition.assets[i]);
  }
  for (Node& node : composition.nodes)
    if (node.asset) node.asset = moved_to[node.asset.index()];
  for (AssetIdx& input : composition.inputs)
    if (input) input = moved_to[input.index()];
  composition.assets = std::move(kept);
}

}  // namespace lattice::ir::passes
