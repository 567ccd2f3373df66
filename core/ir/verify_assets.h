// The part of verify() that is about assets.
#pragma once
#include <optional>

#include "base/result.h"
#include "ir/composition.h"

namespace lattice::ir {

// Every index and span of an asset lies in its table, every number is in its range.
Result<void> verify_assets(const Composition& composition);

// Particles whose sprites lead back to themselves, if any, among the assets from `first` on,
// which name each other alone. Their details lie in the tables.
std::optional<AssetIdx> sprite_of_itself(const Composition& composition, std::size_t first = 0);

}  // namespace lattice::ir
