/* Asks for 64 bytes of scratch and writes 65. */
#include <string.h>

#include "filter.h"

static uint64_t scratch(const void* self, const lattice_frame* frame, uint32_t pass,
                        const lattice_rect* area) LATTICE_NOEXCEPT {
  (void)self;
  (void)frame;
  (void)pass;
  (void)area;
  return 64;
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  memset(tile->scratch, 0, 65);
  return check_effect_tile(self, frame, tile);
}

CHECK_EFFECT("past_scratch", .scratch = scratch, .tile = tile)
