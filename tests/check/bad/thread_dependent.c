/* Every thread has a brightness of its own. */
#include "filter.h"

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  (void)self;
  const float factor = 1 / (float)(1 + tile->worker);
  return check_scaled(check_dimmed(self, frame, tile, x, y), factor);
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("thread_dependent", .tile = tile)
