/* Numbers the frames in the order in which they come. */
#include "artifact.h"

static lattice_status produce(const void* self, const lattice_frame* frame,
                              const lattice_planes* planes, const lattice_scene* scene,
                              const lattice_image* buffers) LATTICE_NOEXCEPT {
  static uint32_t calls;
  (void)self;
  (void)frame;
  (void)scene;
  check_measure(planes, &buffers[0], buffers[0].bounds.y0, 1 / (float)(1 + calls++ % 64));
  return LATTICE_OK;
}

CHECK_MEASURER("artifact_order", .produce = produce)
