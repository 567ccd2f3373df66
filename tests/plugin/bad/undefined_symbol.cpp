#include "parts.h"

extern "C" const char* symbol_that_nobody_defines();

const lattice_plugin* lattice_plugin_entry_v1(uint32_t) noexcept {
  return parts::one_effect(symbol_that_nobody_defines());
}
