#include <vector>

#include "ir/passes/asset_details.h"
#include "ir/passes/passes.h"

namespace lattice::ir::passes {
namespace {

AssetIdx sprite_of(const Composition& composition, const Asset& asset) {
  const bool has_sprite = asset.kind == AssetKind::particles;
  return has_sprite ? composition.details.particles[asset.detail].sprite : AssetIdx{};
}

// What particles show is used as well, and what that shows.
void mark_sprites(const Composition& composition, std::vector<bool>& used) {
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    AssetIdx sprite = sprite_of(composition, composition.assets[i]);
    for (; sprite && !used[sprite.index()];
         sprite = sprite_of(composition, composition.assets[sprite.index()]))
      used[sprite.index()] = true;
  }
}

}  // namespace

void unused_assets(Composition& composition) {
  std::vector<AssetIdx> moved_to(composition.assets.size());
  std::vector<bool> used(composition.assets.size(), false);
  for (const Node& node : composition.nodes)
    if (node.asset) used[node.asset.index()] = true;
  for (const Input& input : composition.inputs)
    if (input.asset) used[input.asset.index()] = true;
  for (const Mask& mask : composition.masks)
    if (mask.asset) used[mask.asset.index()] = true;
  mark_sprites(composition, used);
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
