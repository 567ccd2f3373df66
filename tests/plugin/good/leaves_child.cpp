// Forks a process that outlives the answer and keeps every descriptor open.
#include <unistd.h>

#include "parts.h"

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) noexcept {
  static const bool forked = [] {
    if (::fork() == 0)
      for (;;) ::sleep(1000);
    return true;
  }();
  return forked && LATTICE_HOST_FITS(host_abi) ? parts::one_effect("org.test.leaves_child")
                                               : nullptr;
}
