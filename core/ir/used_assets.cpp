#include "ir/used_assets.h"

namespace lattice::ir {
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

std::vector<bool> used_assets(const Composition& composition) {
  std::vector<bool> used(composition.assets.size(), false);
  for (const Node& node : composition.nodes)
    if (node.asset) used[node.asset.index()] = true;
  for (const Input& input : composition.inputs)
    if (input.asset) used[input.asset.index()] = true;
  for (const Mask& mask : composition.masks)
    if (mask.asset) used[mask.asset.index()] = true;
  mark_sprites(composition, used);
  return used;
}

}  // namespace lattice::ir
