/* Built with other pixels and the same content_version, and with a lower one. */
#include "filter.h"

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  return check_scaled(check_dimmed(self, frame, tile, x, y), CHECK_FACTOR);
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("content_changed", .content_version = CHECK_VERSION, .tile = tile)
