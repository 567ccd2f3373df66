#include "bad/wild_pointer.h"
#include "parts.h"

const lattice_plugin* lattice_plugin_entry_v1(uint32_t) noexcept {
  *wild_pointer<volatile int>() = 1;
  return nullptr;
}
