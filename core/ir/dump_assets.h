// One asset of `inspect --stage ir`.
#pragma once
#include "base/json_writer.h"
#include "ir/composition.h"

namespace lattice::ir {

// {"index", "key", "kind", ...}: everything its kind has.
void dump_asset(JsonWriter& json, const Composition& composition, std::size_t index);

}  // namespace lattice::ir
