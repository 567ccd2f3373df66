/* Folds to a kind of algebra that does not exist. */
#include "filter.h"

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  (void)self;
  (void)frame;
  out->kind = 99;
  return LATTICE_OK;
}

CHECK_EFFECT("fold_of_nothing", .fold = fold)
