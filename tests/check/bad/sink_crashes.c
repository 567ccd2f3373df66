/* Crashes when the disk is full. */
#include "sink.h"

static lattice_status push(void* self, const lattice_packet* packet) LATTICE_NOEXCEPT {
  const lattice_status status = check_film_push(self, packet);
  if (status != LATTICE_OK) *(volatile int*)check_wild_pointer() = 1;
  return status;
}

CHECK_FILM("sink_crashes", .push = push)
