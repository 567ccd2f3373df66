/* The entry starts a thread that stays. */
#include <pthread.h>
#include <unistd.h>

#include "filter.h"

CHECK_EFFECT_TABLE("thread_entry", .flags = 0);

static void* wait_forever(void* nothing) {
  (void)nothing;
  for (;;) pause();
  return NULL;
}

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  static int started;
  pthread_t thread;
  (void)host_abi;
  if (!started) started = pthread_create(&thread, NULL, wait_forever, NULL) == 0;
  return &kLibrary;
}
