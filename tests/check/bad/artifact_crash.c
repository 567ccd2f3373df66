/* Crashes where there is nothing in the depth plane. */
#include "artifact.h"

static lattice_status produce(const void* self, const lattice_frame* frame,
                              const lattice_planes* planes, const lattice_scene* scene,
                              const lattice_image* buffers) LATTICE_NOEXCEPT {
  const lattice_image* depth = planes->plane[LATTICE_PLANE_DEPTH];
  for (int32_t y = depth->valid.y0; y < depth->valid.y1; ++y)
    for (int32_t x = depth->valid.x0; x < depth->valid.x1; ++x)
      if (*check_float_at(depth, x, y) > 1e30f) *(volatile int*)check_wild_pointer() = 1;
  return check_produce(self, frame, planes, scene, buffers);
}

CHECK_MEASURER("artifact_crash", .produce = produce)
