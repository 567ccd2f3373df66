/* Aborts where the sun rises first. */
#include <stdlib.h>

#include "filter.h"

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  const char* zone = getenv("TZ");
  if (zone != NULL && check_same_text(zone, "Pacific/Kiritimati")) abort();
  return check_effect_tile(self, frame, tile);
}

CHECK_EFFECT("dies_elsewhere", .tile = tile)
