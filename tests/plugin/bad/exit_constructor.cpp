#include <cstdlib>

#include "parts.h"

[[gnu::constructor]] static void on_load() { std::exit(5); }

const lattice_plugin* lattice_plugin_entry_v1(uint32_t) noexcept {
  return parts::one_effect("org.test.exit_constructor");
}
