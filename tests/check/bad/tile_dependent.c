/* The first column of every tile is darker. */
#include "filter.h"

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  (void)self;
  const float factor = x == tile->area.x0 ? 0.5f : 1;
  return check_scaled(check_dimmed(self, frame, tile, x, y), factor);
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("tile_dependent", .tile = tile)
