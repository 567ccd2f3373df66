// A composition as JSON: `inspect --stage ir`. The layout is in README.md of this folder;
// spellings that mean the same print the same.
#pragma once
#include "base/json_writer.h"
#include "ir/catalog.h"
#include "ir/composition.h"

namespace lattice::ir {

void dump(JsonWriter& json, const Composition& composition, const Catalog& catalog);

// One lane: a number, or {"keys": [[frame, value, ease], ...]}.
void dump_lane(JsonWriter& json, const anim::F64& lane, const anim::Curves& curves);

}  // namespace lattice::ir
