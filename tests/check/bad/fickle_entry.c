/* Every call of the entry describes another effect. */
#include "filter.h"

CHECK_EFFECT_TABLE("fickle_entry", .flags = 0);

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  static lattice_plugin copies[2];
  static unsigned calls;
  (void)host_abi;
  lattice_plugin* copy = &copies[calls++ % 2];
  *copy = kLibrary;
  return copy;
}
