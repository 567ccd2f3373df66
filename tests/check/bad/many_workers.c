/* Has room for the results of 32 threads. */
#include "filter.h"

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  const float factor = tile->worker < 32 ? 1 : 0.5f;
  return check_scaled(check_dimmed(self, frame, tile, x, y), factor);
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("many_workers", .tile = tile)
