// The part of verify() that is about variables and expressions.
#pragma once
#include "base/result.h"
#include "ir/composition.h"

namespace lattice::ir {

// Every lane that reads an expression has one, every expression its texts, node and times,
// and the programs compute and read what the tables say.
Result<void> verify_expressions(const Composition& composition);

}  // namespace lattice::ir
