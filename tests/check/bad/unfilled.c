/* Leaves out the last row of its area. */
#include "filter.h"

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  lattice_rect shorter = tile->area;
  --shorter.y1;
  return check_fill_rect(self, frame, tile, shorter, check_dimmed);
}

CHECK_EFFECT("unfilled", .tile = tile)
