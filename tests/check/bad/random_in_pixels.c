/* rand() is in its pixels. */
#include <stdlib.h>

#include "filter.h"

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  (void)self;
  const float factor = (float)(rand() % 256) / 255;
  return check_scaled(check_dimmed(self, frame, tile, x, y), factor);
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("random_in_pixels", .tile = tile)
