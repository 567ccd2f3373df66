// The floating-point mode of this thread before a call into a plugin, to see whether it is the
// same afterwards.
#pragma once
#include <cfenv>
#include <cstring>

namespace lattice::session::check {

class FloatMode {
 public:
  FloatMode() { std::fegetenv(&before_); }

  // Brings it back. True when the rounding mode, the exception masks or, on x86, flush-to-zero
  // or denormals-are-zero had changed; exception flags do not count, which any sum may raise.
  bool restore() {
    std::fenv_t after;
    std::fegetenv(&after);
    std::fesetenv(&before_);
#if defined(__x86_64__)
    constexpr unsigned kFlags = 0x3F;
    return before_.__control_word != after.__control_word ||
           (before_.__mxcsr & ~kFlags) != (after.__mxcsr & ~kFlags);
#else
    return std::memcmp(&before_, &after, sizeof after) != 0;
#endif
  }

 private:
  std::fenv_t before_{};
};

}  // namespace lattice::session::check
