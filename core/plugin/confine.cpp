#include "plugin/confine.h"

#include <sys/prctl.h>

#include <csignal>

namespace lattice::plugin {
namespace {

[[maybe_unused]] constexpr rlim_t kAddressSpaceBytes = rlim_t{64} << 30;

}  // namespace

void limit_resource(decltype(RLIMIT_CPU) what, rlim_t value) {
  rlimit now{};
  if (::getrlimit(what, &now) != 0) return;
  now.rlim_cur = now.rlim_max == RLIM_INFINITY || value < now.rlim_max ? value : now.rlim_max;
  ::setrlimit(what, &now);
}

void confine_process() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // do not outlive a host that was killed
  limit_resource(RLIMIT_CORE, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  limit_resource(RLIMIT_AS, kAddressSpaceBytes);  // sanitizers reserve terabytes for their shadow
#endif
}

}  // namespace lattice::plugin
