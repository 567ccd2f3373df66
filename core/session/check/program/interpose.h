// lattice-check stands between the plugin and the C library: its own malloc(), its own
// pthread_mutex_lock(), its own clock. What they see goes to watch.h; what they do is what
// the C library does.
#pragma once
#include <dlfcn.h>

#include "session/check/watch.h"

#define LATTICE_STANDS_IN extern "C" [[gnu::visibility("default")]]

// Where a sanitizer already stands: AddressSanitizer has the heap, ThreadSanitizer has all.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LATTICE_CHECK_SANITIZED 1
#else
#define LATTICE_CHECK_SANITIZED 0
#endif

namespace lattice::session::check {

// The function of this name behind our own. Looked up at its first use, which may happen on
// several threads at once; all find the same.
template <class Function>
Function real(Function& known, const char* name) {
  Function found = __atomic_load_n(&known, __ATOMIC_RELAXED);
  if (found == nullptr) {
    found = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
    __atomic_store_n(&known, found, __ATOMIC_RELAXED);
  }
  return found;
}

// What the hooks of this build can see.
Sight what_is_seen();
// With a sanitizer its allocator tells us; else there is nothing to do.
void watch_sanitized_heap();

}  // namespace lattice::session::check
