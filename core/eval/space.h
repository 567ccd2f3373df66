// Places the nodes of compositions in space: where their planes are and how they are seen. In
// flat compositions, see is_spatial(), nothing of this is done.
#pragma once
#include "anim/sample.h"
#include "assets/store.h"
#include "eval/graph.h"
#include "eval/properties.h"

namespace lattice::eval {

// Looks through the camera of the graph's frame. Before nodes are placed.
void open_space(const ir::Composition& composition, anim::Cursors& cursors, EvaluatedGraph& graph);

// What Evaluator::place_node() does for flat compositions. The node whose transform it follows
// is placed, and its own lanes are sampled.
void place_in_space(const ir::Composition& composition, const assets::Store& assets,
                    const PropertyTable& properties, ir::NodeIdx node, EvaluatedGraph& graph);

// A depth that somebody has set stands for the node's own, and moves what follows the node.
void set_depth(ir::NodeIdx node, double depth, EvaluatedGraph& graph);

}  // namespace lattice::eval
