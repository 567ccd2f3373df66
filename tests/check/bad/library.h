/* The library around one kind, and nothing wrong with it: what every file here begins with
 * before it breaks one rule. */
#ifndef CHECK_LIBRARY_H
#define CHECK_LIBRARY_H
#include <lattice/plugin.h>
#include <stddef.h>

#define CHECK_COUNT(array) ((uint32_t)(sizeof(array) / sizeof((array)[0])))

/* `name` completes the id; the rest says what is in it, and may override anything. */
#define CHECK_LIBRARY(name, ...)             \
  static const lattice_plugin kLibrary = {   \
      .struct_size = sizeof(lattice_plugin), \
      .abi = LATTICE_ABI_VERSION,            \
      .id = "com.example." name,             \
      .version = "1.0.0",                    \
      .vendor = "Lattice tests",             \
      __VA_ARGS__,                           \
  }

#define CHECK_ENTRY                                                                   \
  const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT { \
    return LATTICE_HOST_FITS(host_abi) ? &kLibrary : NULL;                            \
  }

static inline int check_same_text(const char* a, const char* b) {
  while (*a != '\0' && *a == *b) ++a, ++b;
  return *a == *b;
}

static inline lattice_status check_refuse(const lattice_host* host, lattice_status status,
                                          const char* sentence) {
  host->set_error(host, sentence);
  return status;
}

/* No null pointer, aligned, and nobody's. */
static inline void* check_wild_pointer(void) {
  volatile uintptr_t address = 64;
  return (void*)address;
}

#endif
