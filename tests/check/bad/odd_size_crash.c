/* Crashes on pictures of an odd width. */
#include "filter.h"

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  const lattice_rect* bounds = &tile->inputs[0].bounds;
  if ((bounds->x1 - bounds->x0) % 2 != 0) *(volatile int*)check_wild_pointer() = 1;
  return check_effect_tile(self, frame, tile);
}

CHECK_EFFECT("odd_size_crash", .tile = tile)
