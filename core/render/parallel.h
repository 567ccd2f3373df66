// A loop over independent indices on all threads of the calling task arena.
#pragma once
#include <cstdint>

#if defined(__SANITIZE_THREAD__)
#include <atomic>
#include <thread>
#include <vector>
#else
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#endif

namespace lattice::render {

// body(first, last) for parts of [0, count) that together are all of it, in any order and on
// any thread; returns when all are done.
template <class Body>
void parallel_ranges(std::int32_t count, const Body& body) {
  if (count <= 1) {
    body(0, count);
    return;
  }
#if defined(__SANITIZE_THREAD__)
  // Debian's TBB is not instrumented: what it hands from thread to thread would look like a
  // race. Plain threads let ThreadSanitizer see what the bodies do to each other.
  std::atomic<std::int32_t> next{0};
  const auto work = [&] {
    for (std::int32_t i = next++; i < count; i = next++) body(i, i + 1);
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
#else
  // Isolated: while it waits for its parts, a thread takes up no other frame.
  tbb::this_task_arena::isolate([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::int32_t>(0, count),
        [&](const tbb::blocked_range<std::int32_t>& range) { body(range.begin(), range.end()); });
  });
#endif
}

}  // namespace lattice::render
