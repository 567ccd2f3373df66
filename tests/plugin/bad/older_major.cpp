#include "parts.h"

const lattice_plugin* lattice_plugin_entry_v1(uint32_t) noexcept {
  static lattice_plugin plugin = *parts::one_effect("org.test.older_major");
  plugin.abi = (LATTICE_ABI_MAJOR - 1) << 16;
  return &plugin;
}
