/* Commits what it has, also when the export was cancelled or failed. */
#include "sink.h"

static lattice_status end(void* self, uint32_t outcome) LATTICE_NOEXCEPT {
  (void)outcome;
  return check_film_end(self, LATTICE_END_OK);
}

CHECK_FILM("sink_leaves_file", .end = end)
