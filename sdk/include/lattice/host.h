#ifndef LATTICE_HOST_H
#define LATTICE_HOST_H
#include "abi.h"

/* What the host offers to an instance. Every instance gets its own `lattice_host`
 * at create(); it stays valid until destroy() returns. */

LATTICE_C_BEGIN

enum { /* levels of log() */
  LATTICE_LOG_DEBUG = 0,
  LATTICE_LOG_INFO = 1,
  LATTICE_LOG_WARNING = 2,
  LATTICE_LOG_ERROR = 3,
};

typedef struct lattice_host lattice_host;
struct lattice_host {
  uint32_t struct_size;
  uint32_t abi; /* LATTICE_ABI_VERSION of the host */
  const char *name;
  const char *version;

  /* One line of text for the user, without a newline. [session, lane] */
  void (*log)(const lattice_host *host, int32_t level, const char *text) LATTICE_NOEXCEPT;

  /* The sentence that goes with the failure status which the calling function is
   * about to return: what was wrong and what to do. Copied, truncated at 1023 bytes,
   * kept per thread; neither allocates nor locks. [any] */
  void (*set_error)(const lattice_host *host, const char *text) LATTICE_NOEXCEPT;

  /* The interface called "lattice.name/rev", or null. It lives as long as `host`.
   * Known today: "lattice.files/1" (files.h). [session, lane] */
  const void *(*extension)(const lattice_host *host, const char *name)LATTICE_NOEXCEPT;
};

LATTICE_ASSERT(sizeof(lattice_host) == 48, "no holes");

LATTICE_C_END
#endif
