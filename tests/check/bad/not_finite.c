/* Divides zero by zero where the picture is transparent. */
#include "filter.h"

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  (void)self;
  check_pixel out = check_dimmed(self, frame, tile, x, y);
  const float alpha = out.v[3];
  if (!check_holds(&tile->dst->bounds, x, y)) return out;
  for (int c = 0; c < 3; ++c) out.v[c] = out.v[c] / alpha * alpha;
  return out;
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

CHECK_EFFECT("not_finite", .tile = tile)
