/* Allocates while it produces. */
#include <stdlib.h>

#include "artifact.h"

static lattice_status produce(const void* self, const lattice_frame* frame,
                              const lattice_planes* planes, const lattice_scene* scene,
                              const lattice_image* buffers) LATTICE_NOEXCEPT {
  unsigned char* volatile buffer = malloc(4096);
  if (buffer != NULL) buffer[0] = 1;
  const lattice_status status = check_produce(self, frame, planes, scene, buffers);
  free(buffer);
  return status;
}

CHECK_MEASURER("artifact_allocates", .produce = produce)
