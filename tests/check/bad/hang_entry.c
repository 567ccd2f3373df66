/* The entry never returns. */
#include <unistd.h>

#include "library.h"

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  (void)host_abi;
  for (;;) sleep(1000);
}
