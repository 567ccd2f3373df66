/* Keeps what follows from the params for as long as the number of the frame stays. */
#include <stdatomic.h>

#include "filter.h"

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  static _Atomic int64_t kept_index = -1;
  static _Atomic double kept_amount;
  if (kept_index != frame->index) {
    kept_amount = frame->params[0].f64;
    kept_index = frame->index;
  }
  lattice_frame stale = *frame;
  const lattice_value amount = {.f64 = kept_amount};
  stale.params = &amount;
  return check_effect_tile(self, &stale, tile);
}

CHECK_EFFECT("stale_cache", .tile = tile)
