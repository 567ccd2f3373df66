/* One of the effects in the table is a wild pointer. */
#include "library.h"

static const lattice_filter* effects[1];

CHECK_LIBRARY("crash_described", .effect_count = 1, .effects = effects);

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  (void)host_abi;
  effects[0] = check_wild_pointer();
  return &kLibrary;
}
