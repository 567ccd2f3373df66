/* A matrix whose terms are a thousand times as large as what they add up to. */
#include "filter.h"

#define STRENGTH 1000

static float clamped(float v, const lattice_tile* tile) {
  if (tile->dst->type.dtype != LATTICE_U8) return v;
  return v > 0 ? v < 1 ? v : 1 : 0;
}

static check_pixel at(const void* self, const lattice_frame* frame, const lattice_tile* tile,
                      int32_t x, int32_t y) {
  const check_pixel in = check_source(tile, 0, x, y);
  check_pixel out = {{0, 0, 0, in.v[3]}};
  (void)self;
  (void)frame;
  if (in.v[3] == 0) return out;
  for (int c = 0; c < 3; ++c) {
    const float own = in.v[c] / in.v[3], next = in.v[(c + 1) % 3] / in.v[3];
    out.v[c] = clamped(own * STRENGTH - next * (STRENGTH - 1), tile) * in.v[3];
  }
  return out;
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, at);
}

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  (void)self;
  (void)frame;
  out->kind = LATTICE_FOLD_COLOR;
  for (int c = 0; c < 3; ++c) {
    out->color[5 * c + c] = STRENGTH;
    out->color[5 * c + (c + 1) % 3] = 1 - STRENGTH;
  }
  out->color[18] = 1;
  return LATTICE_OK;
}

CHECK_EFFECT("good_folds_large", .flags = LATTICE_FILTER_POINTWISE, .tile = tile, .fold = fold)
