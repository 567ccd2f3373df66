/* The library around a shipped plugin of one kind, and short words for its description. */
#ifndef LATTICE_PLUGINS_SHIPPED_H
#define LATTICE_PLUGINS_SHIPPED_H
#include <lattice/plugin.h>
#include <stddef.h>

/* A choice or a port, as a constant called `name`. */
#define DESCRIBED(type, name, its_id, its_hint) \
  static const type name = {.struct_size = sizeof name, .id = its_id, .hint = its_hint}

/* `kind` is effect, transition or artifact; `table` is the constant that describes it; the
 * library carries the same id. */
#define SHIPPED_LIBRARY(kind, table, kind_id)                                         \
  static __typeof__(table)* const kKinds[] = {&(table)};                              \
  static const lattice_plugin kPlugin = {                                             \
      .struct_size = sizeof kPlugin,                                                  \
      .abi = LATTICE_ABI_VERSION,                                                     \
      .kind##_count = 1,                                                              \
      .id = kind_id,                                                                  \
      .version = "1.0.0",                                                             \
      .vendor = "Lattice",                                                            \
      .kind##s = kKinds,                                                              \
  };                                                                                  \
                                                                                      \
  const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT { \
    return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;                             \
  }

#endif
