// Compositions of any number of nodes, as text: what a generated template looks like.
#pragma once
#include <cstddef>
#include <string>

namespace lattice::bench {

// `node_count` nodes in stacks of up to 32: cards and titles with keyframes, effects,
// transitions and expressions. Spelled as people write, not compact.
// The same text for the same number.
std::string scene_of(std::size_t node_count);

}  // namespace lattice::bench
