// An evaluated frame as JSON, for people, golden tests and outside checkers.
#pragma once
#include "base/json_writer.h"
#include "eval/graph.h"
#include "eval/hashes.h"
#include "ir/catalog.h"

namespace lattice::eval {

struct DumpOptions {
  ir::NodeIdx only;                     // this node and its units; none: all of them
  const GraphHashes* hashes = nullptr;  // of the graph; null: without
};

// {"frame", "nodes": [...], "units": [...], "mattes": [...]}: every node, visible or not, with
// all its lanes and effects; transitions only within their window. The pair of a unit is its
// place among the units of the canvas, or of its matte. "mattes" only where a composition has
// any. `graph` must come from `composition`, evaluated with Sampling::all.
void dump(JsonWriter& json, const ir::Composition& composition, const ir::Catalog& catalog,
          const EvaluatedGraph& graph, const DumpOptions& options = {});

}  // namespace lattice::eval
