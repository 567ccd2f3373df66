/* Digests another number every time. */
#include "filter.h"

static lattice_status digest(const void* self, lattice_hasher* hasher) LATTICE_NOEXCEPT {
  static unsigned char calls;
  (void)self;
  ++calls;
  hasher->update(hasher, &calls, 1);
  return LATTICE_OK;
}

CHECK_EFFECT("unstable_digest", .digest = digest)
