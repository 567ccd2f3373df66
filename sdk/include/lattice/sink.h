#ifndef LATTICE_SINK_H
#define LATTICE_SINK_H
#include "files.h"
#include "host.h"
#include "param.h"
#include "stream.h"

/* A sink turns streams into files.
 *
 * Order   create, negotiate, begin, push*, end, destroy. end() is called exactly once
 *         for every begin() that succeeded. */

LATTICE_C_BEGIN

enum {                                   /* lattice_sink.flags */
  LATTICE_SINK_IN_ORDER = 1u << 0,       /* packets in frame order, one at a time */
  LATTICE_SINK_PARALLEL = 1u << 1,       /* packets in any order, several at once */
  LATTICE_SINK_FILE_PER_FRAME = 1u << 2, /* an image sequence: packets bring paths */
  LATTICE_SINK_NO_FILES = 1u << 3,       /* writes nothing: measures or discards */
};

enum { /* outcome given to end() */
  LATTICE_END_OK = 0,
  LATTICE_END_CANCELLED = 1, /* leave nothing */
  LATTICE_END_FAILED = 2,    /* leave nothing */
};

typedef struct lattice_sink_binding {
  uint32_t struct_size;
  uint32_t param_count;
  const lattice_value *params; /* until destroy() */
} lattice_sink_binding;

typedef struct lattice_sink {
  uint32_t struct_size;
  uint32_t flags;
  uint32_t max_held; /* packets whose buffers it still reads after push() returned; the
                        host keeps that many alive. end() may read them too. */
  uint32_t param_count;
  uint32_t extension_count;
  uint32_t reserved;
  const char *id; /* "org.lattice.png" */
  const char *label;
  const char *summary; /* one sentence */
  const lattice_param *const *params;
  const char *const *extensions; /* without the dot; the first one names new files */

  /* [session] */
  lattice_status (*create)(const lattice_host *host, const lattice_sink_binding *binding,
                           void **self) LATTICE_NOEXCEPT;
  /* [session] */
  void (*destroy)(void *self) LATTICE_NOEXCEPT;

  /* `offered` says what the artifacts make. Fill `wanted` (which starts as a copy) with
   * the exact types to receive; the host converts. What it has no use for gets kind 0.
   * A combination that it cannot write is refused: LATTICE_ERR_UNSUPPORTED and a
   * sentence with the remedy. Writes nothing yet. [session] */
  lattice_status (*negotiate)(void *self, const lattice_stream *const *offered,
                              lattice_stream *const *wanted, uint32_t count)
      LATTICE_NOEXCEPT;

  /* The streams as agreed, dropped ones included with kind 0. [lane] */
  lattice_status (*begin)(void *self, const lattice_stream *const *streams, uint32_t count)
      LATTICE_NOEXCEPT;

  /* May block: that is the backpressure. [lane]; PARALLEL: several threads at once. */
  lattice_status (*push)(void *self, const lattice_packet *packet) LATTICE_NOEXCEPT;

  /* Flush and commit when `outcome` is OK; else leave nothing. Not OK as a return value
   * also leaves nothing. [lane] */
  lattice_status (*end)(void *self, uint32_t outcome) LATTICE_NOEXCEPT;
} lattice_sink;

LATTICE_ASSERT(sizeof(lattice_sink_binding) == 16, "no holes");
LATTICE_ASSERT(sizeof(lattice_sink) == 112, "no holes");

LATTICE_C_END
#endif
