/* Waits a moment in create() until a time that it reads from the clock, as thread pools do, and
 * wants a clock that does not run backwards. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "filter.h"

static long long now(clockid_t clock) {
  struct timespec at;
  clock_gettime(clock, &at);
  return at.tv_sec * 1000000000LL + at.tv_nsec;
}

static void wait_by(clockid_t clock) {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_condattr_t attributes;
  pthread_cond_t never;
  const long long until = now(clock) + 1000000;
  const struct timespec moment = {until / 1000000000, (long)(until % 1000000000)};
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, clock);
  pthread_cond_init(&never, &attributes);
  pthread_mutex_lock(&mutex);
  while (now(clock) < until) pthread_cond_timedwait(&never, &mutex, &moment);
  pthread_mutex_unlock(&mutex);
  pthread_cond_destroy(&never);
}

static lattice_status create(const lattice_host* host, const lattice_filter_binding* binding,
                             void** self) LATTICE_NOEXCEPT {
  (void)host;
  (void)binding;
  (void)self;
  for (long long i = 0, before = 0; i < 1000; ++i) {
    const long long at = now(CLOCK_REALTIME);
    if (at < before) abort();
    before = at;
  }
  wait_by(CLOCK_REALTIME);
  wait_by(CLOCK_MONOTONIC);
  return LATTICE_OK;
}

static void destroy(void* self) LATTICE_NOEXCEPT { (void)self; }

CHECK_EFFECT("good_waits", .create = create, .destroy = destroy)
