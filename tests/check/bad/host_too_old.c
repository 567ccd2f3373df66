/* Wants a host of a minor version that does not exist. */
#include "filter.h"

CHECK_EFFECT_TABLE("host_too_old", .flags = 0);

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  return host_abi < LATTICE_ABI_VERSION + 1000 ? NULL : &kLibrary;
}
