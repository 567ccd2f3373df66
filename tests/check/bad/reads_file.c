/* Opens a file for every tile. */
#include <fcntl.h>
#include <unistd.h>

#include "filter.h"

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  char first = 0;
  const int file = open("/proc/self/maps", O_RDONLY);
  if (file >= 0 && read(file, &first, 1) == 1) close(file);
  return check_effect_tile(self, frame, tile);
}

CHECK_EFFECT("reads_file", .tile = tile)
