/* Fails on every frame after the first, and does not say why. */
#include "artifact.h"

static lattice_status produce(const void* self, const lattice_frame* frame,
                              const lattice_planes* planes, const lattice_scene* scene,
                              const lattice_image* buffers) LATTICE_NOEXCEPT {
  if (frame->index > 0) return LATTICE_ERR_PLUGIN;
  return check_produce(self, frame, planes, scene, buffers);
}

CHECK_MEASURER("artifact_silent", .produce = produce)
