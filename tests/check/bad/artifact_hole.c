/* Leaves the first row of its buffer as it was. */
#include "artifact.h"

static lattice_status produce(const void* self, const lattice_frame* frame,
                              const lattice_planes* planes, const lattice_scene* scene,
                              const lattice_image* buffers) LATTICE_NOEXCEPT {
  (void)self;
  (void)frame;
  (void)scene;
  check_measure(planes, &buffers[0], buffers[0].bounds.y0 + 1, 1);
  return LATTICE_OK;
}

CHECK_MEASURER("artifact_hole", .produce = produce)
