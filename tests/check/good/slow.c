/* Slow, but no call takes longer than the time limit. */
#include "filter.h"

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  volatile unsigned turns = 10 * 1000 * 1000;
  while (turns > 0) turns = turns - 1;
  return check_effect_tile(self, frame, tile);
}

CHECK_EFFECT("good_slow", .tile = tile)
