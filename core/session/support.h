// What the format can say and this version cannot render, in one place: the loader accepts it,
// rendering refuses it by name.
#pragma once
#include "base/diagnostic.h"
#include "base/result.h"
#include "ir/composition.h"

namespace lattice::session {

// A finding of this severity for everything that is not rendered: what the root says first,
// then node by node, then assets; each place of the file once, with the first node that is made of
// it. Empty for a composition that renders whole.
Diagnostics unrendered_parts(const ir::Composition& composition, Severity severity);

// Fails when there is any; each of them is an error in `diagnostics`.
Result<void> check_renderable(const ir::Composition& composition, Diagnostics& diagnostics);

}  // namespace lattice::session
