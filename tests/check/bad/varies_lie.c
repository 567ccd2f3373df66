/* Changes with every frame and does not say so. */
#include "filter.h"

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  (void)self;
  const float factor = 1 / (float)(1 + (frame->index & 7));
  return check_scaled(check_dimmed(self, frame, tile, x, y), factor);
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("varies_lie", .tile = tile)
