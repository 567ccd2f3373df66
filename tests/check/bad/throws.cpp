// The entry throws.
#include <lattice/plugin.h>

#include <stdexcept>

[[gnu::noinline]] static const lattice_plugin* fail_to_describe() {
  volatile bool always = true;
  if (always) throw std::runtime_error("no licence found");
  return nullptr;
}

const lattice_plugin* lattice_plugin_entry_v1(uint32_t) noexcept { return fail_to_describe(); }
