#include "ir/filter_seed.h"

#include "base/hash.h"

namespace lattice::ir {

std::uint64_t filter_seed(const Composition& composition, const Node& node, std::uint32_t place) {
  Hasher hasher;
  hasher.u64(composition.seed_of(node));
  hasher.text(composition.text(node.id));
  hasher.u32(place);
  return hasher.digest().low;
}

}  // namespace lattice::ir
