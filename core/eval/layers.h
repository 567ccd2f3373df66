// The units of a frame in painter's order: from where every node is to what is composited
// into what, with effects, masks and transitions resolved and neighbours paired.
#pragma once
#include <vector>

#include "assets/store.h"
#include "eval/flatten.h"
#include "eval/graph.h"
#include "eval/isolation.h"
#include "eval/mattes.h"
#include "eval/params.h"
#include "eval/properties.h"

namespace lattice::eval {

struct LayerInput {
  const ir::Composition& composition;
  const assets::Store& assets;
  const ParamTable& params;
  const PropertyTable& properties;  // sampled at the graph's frame
  const MatteTable& mattes;
  const std::vector<ir::NodeIdx>& paired_siblings;  // see pairing_table()
  anim::Cursors& cursors;
};

struct RankedChild {
  double depth = 0;
  std::uint32_t place = 0;  // among its siblings, before they are sorted
  std::uint32_t entry = 0;
};

// Kept from frame to frame so that nothing is allocated anew.
struct LayerScratch {
  Isolation isolation;
  Flattening flattening;
  std::vector<std::uint32_t> children;       // entries of groups being drawn, innermost last
  std::vector<RankedChild> ranked;           // children of a group that sorts them
  std::vector<std::uint32_t> matte_entries;  // into graph.visible, by MatteIdx
  std::vector<char> is_wanted;               // by MatteIdx
};

// Fills units, mattes, masks, effects, inputs and values of `graph` from its nodes.
void write_layers(const LayerInput& input, LayerScratch& scratch, EvaluatedGraph& graph);

}  // namespace lattice::eval
