// The expressions of a composition, linked to one run of instructions, and what has to be
// known to run it for a frame: whose time each of them sees, which lanes it reads.
#pragma once
#include <cstdint>
#include <vector>

#include "anim/anim.h"
#include "expr/program.h"
#include "ir/ids.h"
#include "ir/property.h"

namespace lattice::ir {

// How a combinator (delay, speed, reverse, repeat, pingpong, or a part of a sequence, which
// is a delay that may begin early) bends the time of what stands in it.
struct Bend {
  anim::SourceKind kind = anim::SourceKind::delay;
  double number = 0;
};

// What expr::OwnerId stands for: the time of a node, and how it is bent.
struct TimeOwner {
  NodeIdx node;
  Span32 bends;  // into Expressions::bends, outermost first
};

using ComputedIdx = Id<struct ComputedTag>;

// One lane that an expression gives its value. Lane i of the programs' outputs.
struct Computed {
  // property_number() where it is a named lane of a node; else number_of_computed().
  expr::PropertyId property;
  expr::OwnerId time;
  TextId name;     // "card.opacity", for people
  TextId pointer;  // JSON pointer of the expression
  TextId text;     // with every parenthesis; none: samples `lane`, which reads other expressions
  anim::F64 lane;
};

struct Expressions {
  std::vector<Computed> computed;
  std::vector<TimeOwner> times;
  std::vector<Bend> bends;
  expr::ProgramSet programs;
};

// Properties that are no named lane of a node have numbers behind all of those.
inline expr::PropertyId number_of_computed(std::size_t node_count, std::size_t computed) {
  return expr::PropertyId{node_count * kPropertyKeys + computed};
}

}  // namespace lattice::ir
