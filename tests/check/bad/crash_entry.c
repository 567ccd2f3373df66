/* The entry writes through a wild pointer. */
#include "library.h"

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  *(volatile uint32_t*)check_wild_pointer() = host_abi;
  return NULL;
}
