/* Writes everything and never gives the file its name. */
#include "sink.h"

static lattice_status end(void* self, uint32_t outcome) LATTICE_NOEXCEPT {
  check_sink* sink = self;
  if (outcome != LATTICE_END_OK) check_discard_all(sink);
  return LATTICE_OK;
}

CHECK_FILM("sink_forgets_commit", .end = end)
