/* The entry ends the process. */
#include <stdlib.h>

#include "library.h"

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  (void)host_abi;
  exit(3);
}
