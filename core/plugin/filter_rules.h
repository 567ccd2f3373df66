// What a filter may answer in a frame. Bits that this host does not know are refused, so
// that a later version can give them a meaning without an old host drawing something else.
#pragma once
#include <lattice/filter.h>

#include <cstdint>
#include <optional>
#include <string>

namespace lattice::plugin {

// One sentence, or nothing when all is well. Allocates for a fault only. [worker]
std::optional<std::string> find_fault(const lattice_fold& fold, bool is_transition);
std::optional<std::string> find_fault(const lattice_pass& pass, std::uint32_t number);

}  // namespace lattice::plugin
