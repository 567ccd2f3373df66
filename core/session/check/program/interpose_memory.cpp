#include <cerrno>
#include <cstddef>

#include "session/check/program/interpose.h"

using lattice::session::check::Forbidden;
using lattice::session::check::note_forbidden;

#if LATTICE_CHECK_SANITIZED

#if defined(__SANITIZE_ADDRESS__)

// Of the runtime; not every compiler brings the header that declares it.
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*on_allocation)(const volatile void*,
                                                                               std::size_t),
                                                         void (*on_release)(const volatile void*));

namespace lattice::session::check {
namespace {

void on_allocation(const volatile void*, std::size_t) {
  note_forbidden(Forbidden::allocation, "malloc");
}
void on_release(const volatile void*) { note_forbidden(Forbidden::allocation, "free"); }

}  // namespace

void watch_sanitized_heap() {
  __sanitizer_install_malloc_and_free_hooks(on_allocation, on_release);
}

}  // namespace lattice::session::check
#else
namespace lattice::session::check {
void watch_sanitized_heap() {}
}  // namespace lattice::session::check
#endif

#else

namespace lattice::session::check {
void watch_sanitized_heap() {}
}  // namespace lattice::session::check

// glibc's own names for what these replace; operator new ends here too.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void* memory);
}

LATTICE_STANDS_IN void* malloc(std::size_t size) {
  note_forbidden(Forbidden::allocation, "malloc");
  return __libc_malloc(size);
}

LATTICE_STANDS_IN void* calloc(std::size_t count, std::size_t size) {
  note_forbidden(Forbidden::allocation, "calloc");
  return __libc_calloc(count, size);
}

LATTICE_STANDS_IN void* realloc(void* memory, std::size_t size) {
  note_forbidden(Forbidden::allocation, "realloc");
  return __libc_realloc(memory, size);
}

LATTICE_STANDS_IN void free(void* memory) {
  if (memory != nullptr) note_forbidden(Forbidden::allocation, "free");
  __libc_free(memory);
}

LATTICE_STANDS_IN void* memalign(std::size_t alignment, std::size_t size) {
  note_forbidden(Forbidden::allocation, "memalign");
  return __libc_memalign(alignment, size);
}

LATTICE_STANDS_IN void* aligned_alloc(std::size_t alignment, std::size_t size) {
  note_forbidden(Forbidden::allocation, "aligned_alloc");
  return __libc_memalign(alignment, size);
}

LATTICE_STANDS_IN int posix_memalign(void** out, std::size_t alignment, std::size_t size) {
  note_forbidden(Forbidden::allocation, "posix_memalign");
  if (alignment % sizeof(void*) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0)
    return EINVAL;
  void* memory = __libc_memalign(alignment, size);
  if (memory == nullptr) return ENOMEM;
  *out = memory;
  return 0;
}

#endif
