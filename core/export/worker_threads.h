// The threads that TBB keeps for the whole process, and their end.
#pragma once
#include <memory>

namespace lattice::exporter {

// Held by a program around all of its rendering, outside of any task arena; waits in its
// destructor until TBB's threads have ended. A program that returns from main() while they
// still start or end leaves them racing with the end of the process.
class WorkerThreads {
 public:
  WorkerThreads();
  ~WorkerThreads();
  WorkerThreads(const WorkerThreads&) = delete;
  WorkerThreads& operator=(const WorkerThreads&) = delete;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace lattice::exporter
