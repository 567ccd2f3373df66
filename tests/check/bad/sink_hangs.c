/* Never comes back from end() of an export that was cancelled. */
#include <unistd.h>

#include "sink.h"

static lattice_status end(void* self, uint32_t outcome) LATTICE_NOEXCEPT {
  while (outcome == LATTICE_END_CANCELLED) sleep(1000);
  return check_film_end(self, outcome);
}

CHECK_FILM("sink_hangs", .end = end)
