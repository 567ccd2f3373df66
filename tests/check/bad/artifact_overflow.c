/* Writes one sample behind every row. */
#include "artifact.h"

static lattice_status produce(const void* self, const lattice_frame* frame,
                              const lattice_planes* planes, const lattice_scene* scene,
                              const lattice_image* buffers) LATTICE_NOEXCEPT {
  const lattice_status status = check_produce(self, frame, planes, scene, buffers);
  const lattice_rect* bounds = &buffers[0].bounds;
  for (int32_t y = bounds->y0; y < bounds->y1; ++y) *check_float_at(&buffers[0], bounds->x1, y) = 0;
  return status;
}

CHECK_MEASURER("artifact_overflow", .produce = produce)
