/* Rounds its own way in create(), and leaves it at that. */
#include <fenv.h>

#include "filter.h"

static lattice_status create(const lattice_host* host, const lattice_filter_binding* binding,
                             void** self) LATTICE_NOEXCEPT {
  (void)host;
  (void)binding;
  (void)self;
  fesetround(FE_DOWNWARD);
  return LATTICE_OK;
}

static void destroy(void* self) LATTICE_NOEXCEPT { (void)self; }

CHECK_EFFECT("rounds_down", .create = create, .destroy = destroy)
