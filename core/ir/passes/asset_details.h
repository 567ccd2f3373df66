// What the pass `unused_assets` does with the tables of assets.
#pragma once
#include <span>

#include "ir/asset.h"

namespace lattice::ir::passes {

// The details of these assets alone, which then point into the result.
AssetDetails details_of(std::span<Asset> assets, const AssetDetails& all);

}  // namespace lattice::ir::passes
