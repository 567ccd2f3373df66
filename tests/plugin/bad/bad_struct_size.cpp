#include "parts.h"

const lattice_plugin* lattice_plugin_entry_v1(uint32_t) noexcept {
  static lattice_filter effect = parts::effect("org.test.bad_struct_size");
  effect.struct_size = 12;
  static const lattice_filter* const effects[] = {&effect};
  static const lattice_plugin plugin = parts::library("org.test.bad_struct_size", effects, 1);
  return &plugin;
}
