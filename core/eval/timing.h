// When nodes play: local time, the children that a frame can show, and the windows of
// transitions. All frames may be fractional.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "anim/sample.h"
#include "eval/graph.h"

namespace lattice::eval {

// Local frame = (parent's local frame * num / den + offset) - begin; visible while
// 0 <= local < duration. For a sequence's child `begin` is its offset, for all others the
// start of its range. The child of a composition node counts in frames of that composition.
struct NodeTiming {
  double begin_frames = 0;
  double duration_frames = 0;
  ir::NodeIdx parent;
  double num = 1, den = 1, offset_frames = 0;
  bool has_clip = false;  // nothing is seen outside [clip_start, clip_end) of num, den, offset
  double clip_start = 0, clip_end = 0;

  // The frame that ranges of the parent's children are in.
  double frame_around(double parent_frame) const {
    return num == den && offset_frames == 0 ? parent_frame
                                            : parent_frame * num / den + offset_frames;
  }
  bool is_visible(double frame_around, double local_frame) const {
    return local_frame >= 0 && local_frame < duration_frames &&
           (!has_clip || (frame_around >= clip_start && frame_around < clip_end));
  }
};

NodeTiming timing_of(const ir::Composition& composition, const ir::Node& node);

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

// All nodes, each after its transform parent: the document's order, but for those that follow
// a node further down.
std::vector<ir::NodeIdx> transform_order(const ir::Composition& composition);

// Not 0 for every node whose transition_in is one transition with its previous sibling's
// transition_out: in a stack or a sequence, equal in kind, duration and params, and over
// the same frames. Siblings are neighbours in the document, drawn or not.
std::vector<char> pairing_table(const ir::Composition& composition);

}  // namespace lattice::eval
