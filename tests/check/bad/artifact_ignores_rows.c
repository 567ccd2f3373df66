/* Takes the depth for one block without gaps between its rows. */
#include "artifact.h"

static lattice_status produce(const void* self, const lattice_frame* frame,
                              const lattice_planes* planes, const lattice_scene* scene,
                              const lattice_image* buffers) LATTICE_NOEXCEPT {
  const lattice_image* depth = planes->plane[LATTICE_PLANE_DEPTH];
  const lattice_rect* all = &buffers[0].bounds;
  const unsigned char* bytes = depth->plane[0];
  (void)self;
  (void)frame;
  (void)scene;
  for (int32_t y = all->y0; y < all->y1; ++y)
    for (int32_t x = all->x0; x < all->x1; ++x) {
      const int64_t pixel = (int64_t)(y - all->y0) * (all->x1 - all->x0) + (x - all->x0);
      *check_float_at(&buffers[0], x, y) = (float)bytes[4 * pixel] / 255;
    }
  return LATTICE_OK;
}

CHECK_MEASURER("artifact_ignores_rows", .produce = produce)
