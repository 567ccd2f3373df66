// Link count_allocations.cpp into a test program and every operator new of it counts.
#pragma once
#include <atomic>

namespace lattice::test {

// Since the program began, over all threads.
extern std::atomic<long> allocation_count;

}  // namespace lattice::test
