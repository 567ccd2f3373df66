/* Exports its tile function beside the entry. */
#include "filter.h"

LATTICE_EXPORT lattice_status check_exported_tile(const void* self, const lattice_frame* frame,
                                                  const lattice_tile* tile);
lattice_status check_exported_tile(const void* self, const lattice_frame* frame,
                                   const lattice_tile* tile) {
  return check_effect_tile(self, frame, tile);
}

CHECK_EFFECT("two_exports", .tile = check_exported_tile)
