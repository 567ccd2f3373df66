// What a library linked with -ffast-math does as it is loaded, and more: another rounding
// mode, and the same again in the entry.
#include <cfenv>

#include "parts.h"
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace {

[[gnu::constructor]] void flip() {
  std::fesetround(FE_UPWARD);
#if defined(__x86_64__)
  constexpr unsigned kFlushToZero = 0x8000, kDenormalsAreZero = 0x0040;
  _mm_setcsr(_mm_getcsr() | kFlushToZero | kDenormalsAreZero);
#endif
}

}  // namespace

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) noexcept {
  flip();
  return LATTICE_HOST_FITS(host_abi) ? parts::one_effect("org.test.flips_float") : nullptr;
}
