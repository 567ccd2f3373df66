// Prints more than a pipe holds, to both streams, before and while it is asked.
#include <cstdio>

#include "parts.h"

namespace {

void chat() {
  for (int i = 0; i < 20000; ++i) {
    std::puts("a line on stdout");
    std::fputs("a line on stderr\n", stderr);
  }
  std::fflush(stdout);
}

[[gnu::constructor]] void on_load() { chat(); }

}  // namespace

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) noexcept {
  chat();
  return LATTICE_HOST_FITS(host_abi) ? parts::one_effect("org.test.chatty") : nullptr;
}
