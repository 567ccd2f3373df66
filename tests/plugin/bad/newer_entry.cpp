// Exports the entry of the next major version only.
#include "parts.h"

extern "C" LATTICE_EXPORT const lattice_plugin* lattice_plugin_entry_v2(uint32_t) noexcept;
extern "C" const lattice_plugin* lattice_plugin_entry_v2(uint32_t) noexcept {
  return parts::one_effect("org.test.newer_entry");
}
