// Ctrl-C: the first one finishes the frames in flight and leaves nothing torn, the second
// ends the program at once.
#pragma once
#include <atomic>

namespace lattice::host {

// Set by SIGINT, SIGTERM and SIGHUP from now on; SIGPIPE is ignored.
const std::atomic<bool>& watch_for_interrupt();

}  // namespace lattice::host
