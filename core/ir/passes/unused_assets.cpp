#include <vector>

#include "ir/passes/asset_details.h"
#include "ir/passes/passes.h"
#include "ir/used_assets.h"

namespace lattice::ir::passes {

void unused_assets(Composition& composition) {
  std::vector<AssetIdx> moved_to(composition.assets.size());
  const std::vector<bool> used = used_assets(composition);
  std::vector<Asset> kept;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    moved_to[i] = AssetIdx{kept.size()};
    kept.push_back(composition.assets[i]);
  }
  for (Node& node : composition.nodes)
    if (node.asset) node.asset = moved_to[node.asset.index()];
  for (Input& input : composition.inputs)
    if (input.asset) input.asset = moved_to[input.asset.index()];
  for (Mask& mask : composition.masks)
    if (mask.asset) mask.asset = moved_to[mask.asset.index()];
  composition.details = details_of(kept, composition.details);
  for (Particles& particles : composition.details.particles)
    if (particles.sprite) particles.sprite = moved_to[particles.sprite.index()];
  composition.assets = std::move(kept);
}

}  // namespace lattice::ir::passes
