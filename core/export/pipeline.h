// Frames through render, artifacts and sinks: workers that each take a frame from start to
// buffers, and a lane per sink that wants its frames in order.
#pragma once
#include <compare>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "export/setup.h"
#include "export/slots.h"
#include "export/stage_clock.h"

namespace lattice::exporter {

// Slots beyond one per worker, so that a lane has something to read while all of them work.
inline constexpr int kSpareSlots = 2;

struct PipelineResult {
  std::int64_t started = 0;       // frames that were begun, from the first one on
  bool cancelled = false;         // not all frames were begun
  std::optional<Error> error;     // of the lowest frame that failed
  std::int64_t failed_frame = 0;  // index from the first frame; with `error` only
};

// Frame i, counted from the job's first, lives in slot i mod S for S = threads + spare +
// max_held. It may start when frame i - S is done: through its worker, and pushed into every
// lane along with the max_held frames behind it.
//
// There is no deadlock. A worker that has a frame never waits, so every frame that was
// started gets its buffers. Take the oldest frame that is not done, j. Frames start in
// order, and all up to j + S - 1 may start, as their predecessors in the ring are older than
// j and so done. A lane pushes in order and waits only for the next buffers, thus reaches
// j + max_held < j + S, or the end of the job, and j is done.
class Pipeline {
 public:
  // Makes all slots; throws std::bad_alloc.
  Pipeline(const Job& job, FrameSource& source, Setup& setup, StageClocks& clocks, int slot_count);

  // Once. Sinks have begun before and are ended afterwards, by the caller.
  PipelineResult run();

 private:
  // Where a frame fails: 0 to render, then each route's produce, then each route's sink.
  // Steps are ordered by frame first. A failure keeps steps behind it from running and none
  // before it, hence the first of all in this order is what is always reported.
  struct Step {
    std::int64_t index;
    std::size_t rank;
    friend auto operator<=>(const Step&, const Step&) = default;
  };
  struct Failed {
    Step step;
    Error error;
  };
  struct SlotState {
    std::int64_t filled = -1;  // the last frame whose buffers are complete
    std::int64_t worked = -1;  // the last frame that its worker has left
  };
  struct Lane {
    std::size_t route = 0;
    std::int64_t done = 0;  // frames consumed
  };

  void worker();
  void lane(Lane& lane);
  std::int64_t take_frame();
  void fill(std::int64_t index);
  void push_parallel(std::int64_t index);
  Result<void> fill_route(std::size_t route, Slot& slot);
  Result<void> consume(std::size_t route, std::int64_t index);
  Result<void> guarded_consume(std::size_t route, std::int64_t index);

  bool wanted(Step step);
  void failed(Step step, Error error);
  bool slot_free(std::int64_t index) const;  // with the lock held
  std::int64_t frames_done() const;          // with the lock held
  void report_progress();
  bool start_threads(std::vector<std::thread>& threads);

  std::size_t produce_rank(std::size_t route) const { return 1 + route; }
  std::size_t push_rank(std::size_t route) const { return 1 + setup_.routes.size() + route; }
  Slot& slot_of(std::int64_t index) {
    return *slots_[static_cast<std::size_t>(index) % slots_.size()];
  }
  SlotState& state_of(std::int64_t index) {
    return states_[static_cast<std::size_t>(index) % states_.size()];
  }
  Error at_frame(std::int64_t index, Error error) const;

  struct Arena;  // TBB's, kept out of this header
  struct ArenaDelete {
    void operator()(Arena* arena) const;
  };

  const Job& job_;
  FrameSource& source_;
  Setup& setup_;
  StageClocks& clocks_;
  const std::int64_t total_;
  std::vector<std::unique_ptr<Slot>> slots_;
  std::unique_ptr<Arena, ArenaDelete> arena_;

  std::mutex mutex_;  // everything below
  std::condition_variable changed_;
  std::vector<SlotState> states_;
  std::vector<Lane> lanes_;
  std::int64_t next_ = 0;  // to start
  std::int64_t end_;       // none at or behind it is started
  std::int64_t worked_ = 0;
  int threads_running_ = 0;
  bool cancelled_ = false;
  std::optional<Failed> failure_;
};

}  // namespace lattice::exporter
