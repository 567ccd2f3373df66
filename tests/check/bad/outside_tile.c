/* Draws a column too many, where the destination has one. */
#include "filter.h"

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  lattice_rect wider = tile->area;
  if (wider.x1 < tile->dst->bounds.x1) ++wider.x1;
  return check_fill_rect(self, frame, tile, wider, check_dimmed);
}

CHECK_EFFECT("outside_tile", .tile = tile)
