// The boxes of a frame as JSON: what `inspect --stage layout` prints.
#pragma once
#include "base/json_writer.h"
#include "eval/layout.h"

namespace lattice::eval {

// {"nodes": [{"id", "parent", "x", "y", "w", "h"}]}: border boxes in canvas pixels, as if only
// layouts moved anything. `parent`: the node around it when that has a box too, else null.
// `only`: this node alone; none: all that have a box.
void dump_layout(JsonWriter& json, const ir::Composition& composition, const NodeBoxes& boxes,
                 ir::NodeIdx only = {});

}  // namespace lattice::eval
