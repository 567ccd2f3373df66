// Which assets a composition needs.
#pragma once
#include <vector>

#include "ir/composition.h"

namespace lattice::ir {

// By asset: whether a leaf shows it, or a mask or effect reads it, or particles that are used
// themselves show it.
std::vector<bool> used_assets(const Composition& composition);

}  // namespace lattice::ir
