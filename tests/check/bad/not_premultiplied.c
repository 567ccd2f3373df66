/* Halves the alpha and leaves the colours as bright as they were. */
#include "filter.h"

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  (void)self;
  check_pixel out = check_dimmed(self, frame, tile, x, y);
  out.v[3] *= 0.5f;
  return out;
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("not_premultiplied", .tile = tile)
