/* Hangs, and writes into every descriptor meanwhile. */
#define _POSIX_C_SOURCE 200809L
#include <time.h>
#include <unistd.h>

#include "filter.h"

static lattice_status create(const lattice_host* host, const lattice_filter_binding* binding,
                             void** self) LATTICE_NOEXCEPT {
  const struct timespec pause = {.tv_nsec = 100 * 1000 * 1000};
  (void)host;
  (void)binding;
  (void)self;
  for (;;) {
    if (write(3, "still here\n", 11) < 0) nanosleep(&pause, NULL);
    nanosleep(&pause, NULL);
  }
  return LATTICE_OK;
}

static void destroy(void* self) LATTICE_NOEXCEPT { (void)self; }

CHECK_EFFECT("hangs_chatting", .create = create, .destroy = destroy)
