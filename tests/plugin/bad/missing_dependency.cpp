#include "parts.h"

extern "C" const char* name_from_dependency();

const lattice_plugin* lattice_plugin_entry_v1(uint32_t) noexcept {
  return parts::one_effect(name_from_dependency());
}
