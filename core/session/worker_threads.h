// For programs that render: the end of TBB's threads before the end of the program.
#pragma once
#include "export/worker_threads.h"

namespace lattice::session {

using exporter::WorkerThreads;

}  // namespace lattice::session
