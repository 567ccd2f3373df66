// An evaluated frame as JSON, for people, golden tests and outside checkers.
#pragma once
#include "base/json_writer.h"
#include "eval/graph.h"
#include "ir/catalog.h"

namespace lattice::eval {

// {"frame", "nodes": [...], "units": [...]}: every node, visible or not, with all its
// lanes and effects; transitions only within their window. `graph` must come from
// `composition`.
void dump(JsonWriter& json, const ir::Composition& composition, const ir::Catalog& catalog,
          const EvaluatedGraph& graph);

}  // namespace lattice::eval
