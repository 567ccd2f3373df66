/* Reads what stood in its scratch before it wrote there. */
#include "filter.h"

static uint64_t scratch(const void* self, const lattice_frame* frame, uint32_t pass,
                        const lattice_rect* area) LATTICE_NOEXCEPT {
  (void)self;
  (void)frame;
  (void)pass;
  (void)area;
  return 64;
}

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  const unsigned char before = *(const unsigned char*)tile->scratch;
  return check_scaled(check_dimmed(self, frame, tile, x, y), (float)before / 255);
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("reads_scratch", .scratch = scratch, .tile = tile)
