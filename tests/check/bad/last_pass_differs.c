/* Its last pass has other bounds than bounds() says. */
#include "filter.h"

static lattice_status passes(const void* self, const lattice_frame* frame,
                             const lattice_rect* ports, uint32_t count, lattice_pass* out,
                             uint32_t* pass_count) LATTICE_NOEXCEPT {
  static const lattice_pass kPass = {.flags = 0};
  (void)self;
  (void)frame;
  (void)count;
  out[0] = kPass;
  out[0].bounds = ports[0];
  out[0].bounds.x1 += 1;
  *pass_count = 1;
  return LATTICE_OK;
}

CHECK_EFFECT("last_pass_differs", .passes = passes)
