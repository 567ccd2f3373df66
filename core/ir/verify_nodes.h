// What must hold of the parts that hang on nodes, of their domains, and of the root's settings.
#pragma once
#include "base/result.h"
#include "ir/composition.h"

namespace lattice::ir {

Result<void> verify_settings(const Composition& composition);
Result<void> verify_masks(const Composition& composition);
Result<void> verify_layouts(const Composition& composition);
Result<void> verify_domains(const Composition& composition);
// Composition::transform_order is empty or an order, as its comment says.
Result<void> verify_transform_order(const Composition& composition);
// What the node points at lies in the tables, and its kind has what it needs.
Result<void> verify_node_parts(const Composition& composition, NodeIdx index);

}  // namespace lattice::ir
