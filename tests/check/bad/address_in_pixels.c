/* Where the library was loaded is in its pixels. */
#include "filter.h"

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  static const char kSomething = 0;
  const uint64_t page = (uint64_t)(uintptr_t)&kSomething >> 12;
  const uint64_t mixed = page * 0x9e3779b97f4a7c15u >> 48; /* every bit of it counts */
  return check_scaled(check_dimmed(self, frame, tile, x, y), (float)mixed / 65535);
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("address_in_pixels", .tile = tile)
