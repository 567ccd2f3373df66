/* How many exports came before is in the file. */
#include "sink.h"

static lattice_status begin(void* self, const lattice_stream* const* streams, uint32_t count)
    LATTICE_NOEXCEPT {
  static unsigned char exports;
  check_sink* sink = self;
  lattice_status status = check_film_begin(self, streams, count);
  if (status != LATTICE_OK) return status;
  ++exports;
  for (uint32_t i = 0; i < count && status == LATTICE_OK; ++i)
    if (sink->file[i] != NULL) status = sink->files->write(sink->file[i], &exports, 1);
  if (status != LATTICE_OK) check_discard_all(sink);
  return check_cannot_write(sink, status);
}

CHECK_FILM("sink_counts_exports", .begin = begin)
