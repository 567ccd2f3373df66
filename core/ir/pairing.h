// Which transitions of neighbours meet: the rule that places the children of a sequence and
// that the compiler follows when it joins two pictures.
#pragma once
#include "ir/composition.h"

namespace lattice::ir {

// Same kind, duration, ease and parameter values. Both exist.
bool same_transition(const Composition& composition, TransitionIdx a, TransitionIdx b);

// How `before` gives way to `after`, its next sibling in a sequence.
struct Boundary {
  enum class Form : std::uint8_t {
    cut,         // no transition on either side
    paired,      // out and in are the same: one transition between two pictures
    one_sided,   // only one has a transition; it plays over its neighbour
    mismatched,  // both have one and they differ: invalid
  };
  Form form = Form::cut;
  std::int64_t overlap_frames = 0;
};

Boundary boundary(const Composition& composition, const Node& before, const Node& after);

}  // namespace lattice::ir
