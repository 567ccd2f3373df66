/* Prints what it draws, through what _FORTIFY_SOURCE makes of fprintf(). */
#undef _FORTIFY_SOURCE
#define _FORTIFY_SOURCE 2
#include <stdio.h>

#include "filter.h"

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  fprintf(stderr, "tile %d\n", tile->area.x0);
  return check_effect_tile(self, frame, tile);
}

CHECK_EFFECT("prints_fortified", .tile = tile)
