// Where the time of an export goes. Read by people and benchmarks; no result depends on it.
#pragma once
#include <time.h>

#include <atomic>
#include <cstdint>

#include "export/job.h"

namespace lattice::exporter {

inline std::int64_t nanoseconds(clockid_t clock) {
  timespec t{};
  ::clock_gettime(clock, &t);
  return std::int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

// Adds up over all threads.
class StageClock {
 public:
  // Counts from construction to destruction, on one thread.
  class Lap {
   public:
    explicit Lap(StageClock& clock)
        : clock_(clock),
          wall_(nanoseconds(CLOCK_MONOTONIC)),
          cpu_(nanoseconds(CLOCK_THREAD_CPUTIME_ID)) {}
    ~Lap() {
      clock_.wall_ += nanoseconds(CLOCK_MONOTONIC) - wall_;
      clock_.cpu_ += nanoseconds(CLOCK_THREAD_CPUTIME_ID) - cpu_;
    }
    Lap(const Lap&) = delete;
    Lap& operator=(const Lap&) = delete;

   private:
    StageClock& clock_;
    std::int64_t wall_, cpu_;
  };

  StageTime total() const {
    return {static_cast<double>(wall_) * 1e-9, static_cast<double>(cpu_) * 1e-9};
  }

 private:
  std::atomic<std::int64_t> wall_{0}, cpu_{0};
};

struct StageClocks {
  StageClock render, produce, convert, encode;
};

}  // namespace lattice::exporter
