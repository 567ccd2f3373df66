/* Refuses its own defaults. */
#include "filter.h"

static lattice_status create(const lattice_host* host, const lattice_filter_binding* binding,
                             void** self) LATTICE_NOEXCEPT {
  (void)binding;
  *self = NULL;
  return check_refuse(host, LATTICE_ERR_UNSUPPORTED, "needs a licence; buy one");
}

static void destroy(void* self) LATTICE_NOEXCEPT { (void)self; }

CHECK_EFFECT("create_fails", .create = create, .destroy = destroy)
