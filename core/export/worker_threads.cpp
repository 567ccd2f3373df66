#include "export/worker_threads.h"

#include <tbb/global_control.h>

#include <new>

namespace lattice::exporter {

struct WorkerThreads::Handle {
  tbb::task_scheduler_handle scheduler{tbb::attach{}};
};

WorkerThreads::WorkerThreads() : handle_(std::make_unique<Handle>()) {}

WorkerThreads::~WorkerThreads() { tbb::finalize(handle_->scheduler, std::nothrow); }

}  // namespace lattice::exporter
