/* Says that it leaves out the lower half of the picture, but draws it. */
#include "filter.h"

static lattice_status bounds(const void* self, const lattice_frame* frame,
                             const lattice_rect* ports, uint32_t count, lattice_rect* out)
    LATTICE_NOEXCEPT {
  static const lattice_rect kEmpty = {0, 0, 0, 0};
  const int32_t height = ports[0].y1 - ports[0].y0;
  (void)self;
  (void)frame;
  (void)count;
  *out = ports[0];
  out->y1 = ports[0].y0 + height / 2;
  if (out->y1 <= out->y0 || out->x1 <= out->x0) *out = kEmpty;
  return LATTICE_OK;
}

CHECK_EFFECT("outside_bounds", .bounds = bounds)
