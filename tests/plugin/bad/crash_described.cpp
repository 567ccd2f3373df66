#include "bad/wild_pointer.h"
#include "parts.h"

const lattice_plugin* lattice_plugin_entry_v1(uint32_t) noexcept {
  static const lattice_filter* const effects[] = {wild_pointer<const lattice_filter>()};
  static const lattice_plugin plugin = parts::library("org.test.crash_described", effects, 1);
  return &plugin;
}
