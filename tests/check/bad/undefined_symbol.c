/* Needs a symbol that nobody has. */
#include "filter.h"

float check_nobody_defines_this(float value);

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  (void)self;
  return check_scaled(check_source(tile, 0, x, y), check_nobody_defines_this(check_amount(frame)));
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("undefined_symbol", .tile = tile)
