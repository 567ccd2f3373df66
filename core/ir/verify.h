// What must hold of every composition, whoever made it. Cheap: one pass over the arrays.
#pragma once
#include "base/result.h"
#include "ir/catalog.h"
#include "ir/composition.h"

namespace lattice::ir {

// What has to be settled. `structure` holds from the start: indices and spans lie within
// their tables, parents come before children, keyframes increase. `placed` adds that the
// children of sequences lie where the `sequences` pass puts them.
enum class Form { structure, placed };

// The first broken rule, with the node it concerns.
Result<void> verify(const Composition& composition, Form form = Form::placed);

// Kinds are of the right class and have one value per param.
Result<void> verify_kinds(const Composition& composition, const Catalog& catalog);

}  // namespace lattice::ir
