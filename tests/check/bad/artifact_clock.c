/* The hour is in its numbers. */
#include <time.h>

#include "artifact.h"

static lattice_status produce(const void* self, const lattice_frame* frame,
                              const lattice_planes* planes, const lattice_scene* scene,
                              const lattice_image* buffers) LATTICE_NOEXCEPT {
  const long hour = time(NULL) / 3600;
  (void)self;
  (void)frame;
  (void)scene;
  check_measure(planes, &buffers[0], buffers[0].bounds.y0, 1 / (float)(1 + hour % 11));
  return LATTICE_OK;
}

CHECK_MEASURER("artifact_clock", .produce = produce)
