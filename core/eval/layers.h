// The units of a frame in painter's order: from where every node is to what is composited
// into what, with effects and transitions resolved and neighbours paired.
#pragma once
#include <vector>

#include "assets/store.h"
#include "eval/graph.h"
#include "eval/isolation.h"
#include "eval/params.h"
#include "eval/properties.h"

namespace lattice::eval {

struct LayerInput {
  const ir::Composition& composition;
  const assets::Store& assets;
  const ParamTable& params;
  const PropertyTable& properties;  // sampled at the graph's frame
  const std::vector<char>& pairs_with_previous;
  anim::Cursors& cursors;
};

// Kept from frame to frame so that nothing is allocated anew.
struct LayerScratch {
  Isolation isolation;
};

// Fills units, effects and values of `graph` from its nodes.
void write_layers(const LayerInput& input, LayerScratch& scratch, EvaluatedGraph& graph);

}  // namespace lattice::eval
