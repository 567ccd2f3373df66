/* Fails in the upper part of its range and does not say why. */
#include "filter.h"

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  if (frame->params[0].f64 > 0.9) return LATTICE_ERR_UNSUPPORTED;
  return check_effect_tile(self, frame, tile);
}

CHECK_EFFECT("silent_failure", .tile = tile)
