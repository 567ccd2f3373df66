/* Allocates a buffer for every tile. */
#include <stdlib.h>

#include "filter.h"

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  unsigned char* volatile buffer = malloc(4096);
  if (buffer != NULL) buffer[0] = 1;
  const lattice_status status = check_effect_tile(self, frame, tile);
  free(buffer);
  return status;
}

CHECK_EFFECT("allocates", .tile = tile)
