// The seed that a plugin's filter is made with.
#pragma once
#include <cstdint>

#include "ir/composition.h"

namespace lattice::ir {

// Where a filter stands in its node; effects follow from kFirstEffect on.
inline constexpr std::uint32_t kTransitionIn = 0, kTransitionOut = 1, kFirstEffect = 2;

// From the seed of the composition that the node is in, the node's id and the place, so that a
// node added elsewhere leaves the noise of all others alone.
std::uint64_t filter_seed(const Composition& composition, const Node& node, std::uint32_t place);

}  // namespace lattice::ir
