/* Where the library was loaded is in its pixels. */
#include "filter.h"

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  static const char kSomething = 0;
  const uintptr_t page = (uintptr_t)&kSomething >> 12;
  return check_scaled(check_dimmed(self, frame, tile, x, y), (float)(page % 251) / 250);
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("address_in_pixels", .tile = tile)
