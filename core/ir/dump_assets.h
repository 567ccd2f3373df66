// One asset of `inspect --stage ir`.
#pragma once
#include <string>

#include "base/json_writer.h"
#include "ir/composition.h"

namespace lattice::ir {

// {"index", "key", "kind", ...}: everything its kind has.
void dump_asset(JsonWriter& json, const Composition& composition, std::size_t index);

// The same without what it is called by: equal texts mean equal assets.
std::string description_of(const Composition& composition, const Asset& asset);

}  // namespace lattice::ir
