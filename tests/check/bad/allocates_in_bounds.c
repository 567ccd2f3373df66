/* Allocates while it is asked where it draws. */
#include <stdlib.h>

#include "filter.h"

static lattice_status bounds(const void* self, const lattice_frame* frame,
                             const lattice_rect* ports, uint32_t count, lattice_rect* out)
    LATTICE_NOEXCEPT {
  lattice_rect* volatile copy = malloc(sizeof *copy);
  (void)self;
  (void)frame;
  (void)count;
  *out = ports[0];
  if (copy != NULL) *copy = *out;
  free(copy);
  return LATTICE_OK;
}

CHECK_EFFECT("allocates_in_bounds", .bounds = bounds)
