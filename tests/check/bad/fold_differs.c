/* Folds to half of what its tile draws. */
#include "filter.h"

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  (void)self;
  out->kind = LATTICE_FOLD_OPACITY;
  out->opacity = frame->params[0].f64 * 0.5;
  return LATTICE_OK;
}

CHECK_EFFECT("fold_differs", .fold = fold)
