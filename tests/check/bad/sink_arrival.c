/* Marks its files in the order in which frames arrive, though they come from several threads. */
#include <stdatomic.h>

#include "sink.h"

static atomic_uchar arrived;

static lattice_status begin(void* self, const lattice_stream* const* streams, uint32_t count)
    LATTICE_NOEXCEPT {
  arrived = 0;
  return check_still_begin(self, streams, count);
}

static lattice_status push(void* self, const lattice_packet* packet) LATTICE_NOEXCEPT {
  return check_still_push_marked(self, packet, arrived++);
}

CHECK_STILLS("sink_arrival", .begin = begin, .push = push)
