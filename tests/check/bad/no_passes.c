/* Has passes() and then no pass. */
#include "filter.h"

static lattice_status passes(const void* self, const lattice_frame* frame,
                             const lattice_rect* ports, uint32_t count, lattice_pass* out,
                             uint32_t* pass_count) LATTICE_NOEXCEPT {
  (void)self;
  (void)frame;
  (void)ports;
  (void)count;
  (void)out;
  *pass_count = 0;
  return LATTICE_OK;
}

CHECK_EFFECT("no_passes", .passes = passes)
