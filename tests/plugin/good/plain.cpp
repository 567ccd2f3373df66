// One effect and nothing special.
#include "parts.h"

#ifndef PLAIN_CONTENT_VERSION
#define PLAIN_CONTENT_VERSION 1
#endif

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) noexcept {
  static lattice_filter effect = parts::effect("org.test.plain");
  effect.content_version = PLAIN_CONTENT_VERSION;
  static const lattice_filter* const effects[] = {&effect};
  static const lattice_plugin plugin = parts::library("org.test.plain", effects, 1);
  return LATTICE_HOST_FITS(host_abi) ? &plugin : nullptr;
}
