/* Takes a picture for one block without gaps between its rows. */
#include "sink.h"

static lattice_status push(void* self, const lattice_packet* packet) LATTICE_NOEXCEPT {
  check_sink* sink = self;
  lattice_status status = LATTICE_OK;
  for (uint32_t i = 0; i < sink->count && status == LATTICE_OK; ++i) {
    const lattice_image* image = packet->images[i];
    if (sink->file[i] == NULL) continue;
    const uint64_t rows = (uint64_t)(image->bounds.y1 - image->bounds.y0);
    status = sink->files->write(sink->file[i], image->plane[0], check_row_bytes(image) * rows);
  }
  return check_cannot_write(sink, status);
}

CHECK_FILM("sink_ignores_rows", .push = push)
