// The passes one by one; a file each.
#pragma once
#include "ir/composition.h"

namespace lattice::ir::passes {

// Drops assets that no leaf shows and no mask or effect reads, so that nobody decodes them.
// The rest keep their order.
void unused_assets(Composition& composition);

// Sets sequence_offset_frames: each child begins where the one before it ends, less their
// overlap. See ir/pairing.h for who overlaps.
void sequences(Composition& composition);

// Sets Composition::transform_order where a node follows the transform of another one than
// its parent.
void transform_order(Composition& composition);

}  // namespace lattice::ir::passes
