// What time does to a node: the moment of its lanes, the children that a frame can show, and the
// windows of transitions. All frames may be fractional.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "anim/sample.h"
#include "eval/graph.h"

namespace lattice::eval {

// Where a node begins in the time of what is around it: a sequence's child at its offset, all
// others at the start of their range.
std::int64_t begin_frame(const ir::Composition& composition, const ir::Node& node);

// Where animations are sampled: the first or last frame for what lies outside.
double sampling_frame(double local_frame, double duration_frames);

// A node's local time as its lanes see it, clamped as above. `properties` is what expressions
// came to; without, none of the node's lanes may be one.
anim::Moment moment_of(const ir::Composition& composition, const ir::Node& node, double local_frame,
                       std::span<const double> properties = {});

// Which child of a switch is shown: whole, the first for what is below, the last for what is
// above their number. None when it has no children.
ir::NodeIdx active_child(const ir::Composition& composition, const ir::Node& node, double active);

// In painter's order, every child that can be visible at the node's local frame. A
// sequence yields the one or two whose windows hold it, found in O(log children).
std::span<const ir::NodeIdx> children_at(const ir::Composition& composition, const ir::Node& node,
                                         double local_frame);

// transition_in covers the first d frames of a node's local time, transition_out the last
// d; progress = k / d for k = 0 .. d-1. The result is none outside the window.
ResolvedTransition transition_in_at(const ir::Composition& composition, const ir::Node& node,
                                    double local_frame);
ResolvedTransition transition_out_at(const ir::Composition& composition, const ir::Node& node,
                                     double local_frame);

// Whose transform a node's is relative to; none: the canvas.
inline ir::NodeIdx transform_parent(const ir::Node& node) {
  return node.attached_to ? node.attached_to : node.parent;
}

// For every node whose transition_in is one transition with its previous sibling's
// transition_out that sibling, else none: in a stack or a sequence, equal in kind, duration,
// ease and params, and over the same frames. Siblings are neighbours in the document, drawn or
// not.
std::vector<ir::NodeIdx> pairing_table(const ir::Composition& composition);

}  // namespace lattice::eval
