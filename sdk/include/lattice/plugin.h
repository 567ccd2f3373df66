#ifndef LATTICE_PLUGIN_H
#define LATTICE_PLUGIN_H
#include "artifact.h"
#include "filter.h"
#include "sink.h"

/* The entry of a plugin library: the only symbol that it exports.
 *
 * The host calls it in a scanning process of its own first, later once in every process
 * that uses the library, which is never unloaded. It must return at once, the same
 * pointer on every call, and neither start threads nor read files. */

LATTICE_C_BEGIN

typedef struct lattice_plugin {
  uint32_t struct_size;
  uint32_t abi; /* LATTICE_ABI_VERSION it was compiled against */
  uint32_t effect_count, transition_count, artifact_count, sink_count;
  const char *id;      /* "org.lattice.blur": of the library */
  const char *version; /* "1.0.0", for people */
  const char *vendor;
  const lattice_filter *const *effects;
  const lattice_filter *const *transitions;
  const lattice_artifact *const *artifacts;
  const lattice_sink *const *sinks;
} lattice_plugin;

LATTICE_ASSERT(sizeof(lattice_plugin) == 80, "no holes");

/* True when a host of the ABI `host_abi` can serve a plugin compiled with these headers:
 * the major version is the same, the minor one is not older. */
#define LATTICE_HOST_FITS(host_abi) \
  ((host_abi) >> 16 == LATTICE_ABI_MAJOR && (host_abi) >= LATTICE_ABI_VERSION)

/* `host_abi` is the LATTICE_ABI_VERSION of the host. Return null when it does not fit:
 *   return LATTICE_HOST_FITS(host_abi) ? &plugin : NULL;
 * The name carries the major version. [session] */
typedef const lattice_plugin *(*lattice_plugin_entry_v1_fn)(uint32_t host_abi)
    LATTICE_NOEXCEPT;

#define LATTICE_PLUGIN_ENTRY_NAME "lattice_plugin_entry_v1"

LATTICE_EXPORT const lattice_plugin *lattice_plugin_entry_v1(uint32_t host_abi)
    LATTICE_NOEXCEPT;

LATTICE_C_END
#endif
