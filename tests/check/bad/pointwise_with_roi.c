/* Calls itself pointwise and has a roi(), because it takes the pixel to the right. */
#include "filter.h"

static lattice_status roi(const void* self, const lattice_frame* frame, uint32_t pass,
                          uint32_t input, const lattice_rect* want, lattice_rect* out)
    LATTICE_NOEXCEPT {
  (void)self;
  (void)frame;
  (void)pass;
  (void)input;
  *out = *want;
  out->x1 += 1;
  return LATTICE_OK;
}

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  return check_dimmed(self, frame, tile, x + 1, y);
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("pointwise_with_roi", .flags = LATTICE_FILTER_POINTWISE, .roi = roi, .tile = tile)
