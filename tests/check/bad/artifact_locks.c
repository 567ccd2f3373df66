/* Takes a lock while it produces. */
#include <pthread.h>

#include "artifact.h"

static lattice_status produce(const void* self, const lattice_frame* frame,
                              const lattice_planes* planes, const lattice_scene* scene,
                              const lattice_image* buffers) LATTICE_NOEXCEPT {
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&mutex);
  const lattice_status status = check_produce(self, frame, planes, scene, buffers);
  pthread_mutex_unlock(&mutex);
  return status;
}

CHECK_MEASURER("artifact_locks", .produce = produce)
