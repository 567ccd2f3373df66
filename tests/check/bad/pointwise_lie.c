/* Calls itself pointwise and moves the picture. */
#include "filter.h"

enum { kDistance = 4 };

static lattice_status bounds(const void* self, const lattice_frame* frame,
                             const lattice_rect* ports, uint32_t count, lattice_rect* out)
    LATTICE_NOEXCEPT {
  (void)self;
  (void)frame;
  (void)count;
  *out = ports[0];
  if (out->x1 <= out->x0) return LATTICE_OK;
  out->x0 += kDistance;
  out->x1 += kDistance;
  return LATTICE_OK;
}

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  static const double kMoved[6] = {1, 0, kDistance, 0, 1, 0};
  (void)self;
  (void)frame;
  out->kind = LATTICE_FOLD_AFFINE;
  for (int i = 0; i < 6; ++i) out->affine[i] = kMoved[i];
  return LATTICE_OK;
}

CHECK_EFFECT("pointwise_lie", .flags = LATTICE_FILTER_POINTWISE, .bounds = bounds, .fold = fold,
             .tile = NULL)
