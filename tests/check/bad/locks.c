/* Takes a lock for every tile. */
#include <pthread.h>

#include "filter.h"

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&mutex);
  const lattice_status status = check_effect_tile(self, frame, tile);
  pthread_mutex_unlock(&mutex);
  return status;
}

CHECK_EFFECT("locks", .tile = tile)
