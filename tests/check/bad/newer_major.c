/* Made for the next major version of the ABI. */
#include "filter.h"

CHECK_EFFECT_TABLE("newer_major", .flags = 0);

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  static lattice_plugin newer;
  (void)host_abi;
  newer = kLibrary;
  newer.abi = (LATTICE_ABI_MAJOR + 1) << 16;
  return &newer;
}
