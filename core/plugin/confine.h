// What a child process takes from itself before it opens a library that is not trusted.
#pragma once
#include <sys/resource.h>

namespace lattice::plugin {

// Lowers a limit of this process (RLIMIT_CPU, ...); never raises it.
void limit_resource(decltype(RLIMIT_CPU) what, rlim_t value);

// It ends with its parent, leaves no core file, and cannot take all memory. Processor time is
// the caller's to limit.
void confine_process();

}  // namespace lattice::plugin
