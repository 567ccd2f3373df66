/* Never finishes a tile when its param is at the maximum. */
#include <unistd.h>

#include "filter.h"

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  while (frame->params[0].f64 >= 1) sleep(1000);
  return check_effect_tile(self, frame, tile);
}

CHECK_EFFECT("hang_at_maximum", .tile = tile)
