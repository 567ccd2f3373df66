/* Does not look at what write() and commit() return. */
#include "sink.h"

static lattice_status push(void* self, const lattice_packet* packet) LATTICE_NOEXCEPT {
  const check_sink* sink = self;
  for (uint32_t i = 0; i < sink->count; ++i)
    if (sink->file[i] != NULL) check_write_rows(sink->files, sink->file[i], packet->images[i]);
  return LATTICE_OK;
}

static lattice_status end(void* self, uint32_t outcome) LATTICE_NOEXCEPT {
  check_film_end(self, outcome);
  return LATTICE_OK;
}

CHECK_FILM("sink_ignores_errors", .push = push, .end = end)
