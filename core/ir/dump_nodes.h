// Parts of the composition's dump: what hangs on nodes, and what the root says beyond its
// clock. Each writes its keys into the object that is open.
#pragma once
#include "base/json_writer.h"
#include "ir/composition.h"

namespace lattice::ir {

// "time", "color", "camera", "motion_blur" and "domains", where they are not the default.
void dump_root_settings(JsonWriter& json, const Composition& composition);

// "domain", "attached_to", "mask", "layout", "motion_blur", "depth_sort", "labels", where the
// node has them.
void dump_node_parts(JsonWriter& json, const Composition& composition, const Node& node);

}  // namespace lattice::ir
