/* The hour is in its pixels. */
#include <time.h>

#include "filter.h"

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  (void)self;
  const long hour = time(NULL) / 3600;
  return check_scaled(check_dimmed(self, frame, tile, x, y), 1 / (float)(1 + hour % 11));
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("clock_in_pixels", .tile = tile)
