/* Two effects of one id. */
#include "filter.h"

CHECK_EFFECT_TABLE("duplicate_id", .flags = 0);

static const lattice_filter* const kTwice[] = {&kEffect, &kEffect};
static const lattice_plugin kTwins = {
    .struct_size = sizeof(lattice_plugin),
    .abi = LATTICE_ABI_VERSION,
    .id = "com.example.duplicate_id",
    .version = "1.0.0",
    .vendor = "Lattice tests",
    .effect_count = 2,
    .effects = kTwice,
};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  return LATTICE_HOST_FITS(host_abi) ? &kTwins : &kLibrary;
}
