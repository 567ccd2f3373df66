/* Mixes in the pixel to the right without having said so in roi(). */
#include "filter.h"

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  const lattice_image* src = &tile->inputs[0];
  check_pixel out = check_scaled(check_source(tile, 0, x, y), 0.5f);
  (void)self;
  (void)frame;
  if (!check_holds(&src->bounds, x + 1, y)) return out;
  const check_pixel right = check_load(src, x + 1, y); /* in bounds, but is it in valid? */
  for (int c = 0; c < 4; ++c) out.v[c] += right.v[c] * 0.5f;
  return out;
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("outside_roi", .tile = tile)
