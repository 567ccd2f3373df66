#include "session/check/program/interpose.h"

#if !defined(__SANITIZE_THREAD__)
#include <pthread.h>
#include <semaphore.h>
#include <threads.h>

#include <cstdint>

using lattice::session::check::Forbidden;
using lattice::session::check::note_forbidden;
using lattice::session::check::real;

// One that waits and returns 0 or an error number.
#define LATTICE_LOCK(name, type)                    \
  LATTICE_STANDS_IN int name(type* lock) noexcept { \
    static int (*known)(type*) = nullptr;           \
    note_forbidden(Forbidden::lock, #name);         \
    return real(known, #name)(lock);                \
  }

LATTICE_LOCK(pthread_mutex_lock, pthread_mutex_t)
LATTICE_LOCK(pthread_mutex_trylock, pthread_mutex_t)
LATTICE_LOCK(pthread_rwlock_rdlock, pthread_rwlock_t)
LATTICE_LOCK(pthread_rwlock_wrlock, pthread_rwlock_t)
LATTICE_LOCK(pthread_rwlock_tryrdlock, pthread_rwlock_t)
LATTICE_LOCK(pthread_rwlock_trywrlock, pthread_rwlock_t)

#undef LATTICE_LOCK

LATTICE_STANDS_IN int pthread_spin_lock(pthread_spinlock_t* lock) noexcept {
  static int (*known)(pthread_spinlock_t*) = nullptr;
  note_forbidden(Forbidden::lock, "pthread_spin_lock");
  return real(known, "pthread_spin_lock")(lock);
}

// Asked before a static inside a function is initialised, and never after.
LATTICE_STANDS_IN int __cxa_guard_acquire(std::int64_t* guard) {
  static int (*known)(std::int64_t*) = nullptr;
  note_forbidden(Forbidden::lock, "initialisation of a static");
  return real(known, "__cxa_guard_acquire")(guard);
}

LATTICE_STANDS_IN int mtx_lock(mtx_t* lock) {
  static int (*known)(mtx_t*) = nullptr;
  note_forbidden(Forbidden::lock, "mtx_lock");
  return real(known, "mtx_lock")(lock);
}

LATTICE_STANDS_IN int sem_wait(sem_t* semaphore) {
  static int (*known)(sem_t*) = nullptr;
  note_forbidden(Forbidden::lock, "sem_wait");
  return real(known, "sem_wait")(semaphore);
}

#endif

namespace lattice::session::check {

Sight what_is_seen() {
#if defined(__SANITIZE_THREAD__)
  return {};
#else
  return {true, true, true, true};
#endif
}

}  // namespace lattice::session::check
