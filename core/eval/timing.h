// When nodes play: local time, the children that a frame can show, and the windows of
// transitions. All frames may be fractional.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "anim/sample.h"
#include "eval/graph.h"

namespace lattice::eval {

// Local frame = parent's local frame - begin; visible while 0 <= local < duration. For a
// sequence's child `begin` is its offset, for all others the start of its range.
struct NodeTiming {
  double begin_frames = 0;
  double duration_frames = 0;
  ir::NodeIdx parent;
};

NodeTiming timing_of(const ir::Composition& composition, const ir::Node& node);

// Where animations are sampled: the first or last frame for what lies outside.
double sampling_frame(double local_frame, double duration_frames);

// A node's local time as its lanes see it, clamped as above.
anim::Moment moment_of(const ir::Composition& composition, const ir::Node& node,
                       double local_frame);

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

// Not 0 for every node whose transition_in is one transition with its previous sibling's
// transition_out: in a stack or a sequence, equal in kind, duration and params, and over
// the same frames. Siblings are neighbours in the document, drawn or not.
std::vector<char> pairing_table(const ir::Composition& composition);

}  // namespace lattice::eval
