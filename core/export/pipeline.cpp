#include "export/pipeline.h"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <exception>
#include <new>
#include <system_error>
#include <thread>

namespace lattice::exporter {

// Tiles of a frame run here, on threads of TBB's that find a free place beside the workers:
// a single frame uses them all, a long range none, and never more than asked for run at once.
struct Pipeline::Arena {
  explicit Arena(int threads) : tbb_arena(threads, places_for_workers(threads)) {}

  // TBB complains on stderr when it is asked for more threads of its own than it has.
  static unsigned places_for_workers(int threads) {
    const auto limit =
        tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
    const auto wanted = static_cast<std::size_t>(threads);
    return static_cast<unsigned>(wanted >= limit ? wanted - limit + 1 : 1);
  }

  tbb::task_arena tbb_arena;
};

void Pipeline::ArenaDelete::operator()(Arena* arena) const { delete arena; }

Pipeline::Pipeline(const Job& job, FrameSource& source, Setup& setup, StageClocks& clocks,
                   int slot_count)
    : job_(job),
      source_(source),
      setup_(setup),
      clocks_(clocks),
      total_(job.end_frame - job.first_frame),
      arena_(new Arena(job.threads)),
      states_(static_cast<std::size_t>(slot_count)),
      end_(total_) {
  const image::Rect canvas{0, 0, source.width(), source.height()};
  for (int i = 0; i < slot_count; ++i) slots_.push_back(std::make_unique<Slot>(setup, canvas));
  for (std::size_t i = 0; i < setup.routes.size(); ++i)
    if (setup.routes[i]->in_order) lanes_.push_back({i, 0});
}

// ---- Threads --------------------------------------------------------------------------

PipelineResult Pipeline::run() {
  std::vector<std::thread> threads;
  if (start_threads(threads)) report_progress();
  for (std::thread& thread : threads) thread.join();

  PipelineResult result;
  result.started = next_;
  result.cancelled = cancelled_;
  if (failure_) {
    result.error = std::move(failure_->error);
    result.failed_frame = failure_->step.index;
  }
  return result;
}

bool Pipeline::start_threads(std::vector<std::thread>& threads) {
  const auto start = [&](auto body) {
    {
      const std::lock_guard lock(mutex_);
      ++threads_running_;
    }
    try {
      threads.emplace_back([this, body] {
        body();
        const std::lock_guard lock(mutex_);
        --threads_running_;
        changed_.notify_all();
      });
    } catch (...) {
      const std::lock_guard lock(mutex_);
      --threads_running_;
      throw;
    }
  };
  try {
    const auto workers = std::min<std::int64_t>(job_.threads, total_);
    threads.reserve(static_cast<std::size_t>(workers) + lanes_.size());
    for (Lane& one : lanes_) start([this, &one] { lane(one); });
    for (std::int64_t i = 0; i < workers; ++i) start([this] { worker(); });
    return true;
  } catch (const std::exception& e) {
    failed({-1, 0}, {Code::transient, "export",
                     std::string("cannot start a thread: ") + e.what() +
                         "; use fewer threads or close other programs"});
    return false;
  }
}

void Pipeline::worker() {
  for (;;) {
    const std::int64_t index = take_frame();
    if (index < 0) return;
    fill(index);
    push_parallel(index);
    const std::lock_guard lock(mutex_);
    state_of(index).worked = index;
    ++worked_;
    changed_.notify_all();
  }
}

// The next frame in order, once its slot is free; -1 when there is none.
std::int64_t Pipeline::take_frame() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return next_ >= end_ || slot_free(next_); });
  if (next_ < end_ && job_.cancel && job_.cancel->load(std::memory_order_relaxed)) {
    end_ = next_;
    cancelled_ = true;
    changed_.notify_all();
  }
  return next_ < end_ ? next_++ : -1;
}

bool Pipeline::slot_free(std::int64_t index) const {
  const auto slots = static_cast<std::int64_t>(slots_.size());
  const std::int64_t before = index - slots;
  if (before < 0) return true;
  if (states_[static_cast<std::size_t>(index % slots)].worked != before) return false;
  return std::all_of(lanes_.begin(), lanes_.end(), [&](const Lane& l) {
    return l.done > before + setup_.routes[l.route]->max_held;
  });
}

void Pipeline::lane(Lane& lane) {
  for (std::int64_t index = 0;; ++index) {
    const Step step{index, push_rank(lane.route)};
    {
      std::unique_lock lock(mutex_);
      const auto over = [&] { return index >= end_ || (failure_ && failure_->step < step); };
      changed_.wait(lock, [&] { return over() || state_of(index).filled == index; });
      if (over()) return;
    }
    if (auto pushed = guarded_consume(lane.route, index); !pushed) {
      failed(step, std::move(pushed).error());
      return;
    }
    const std::lock_guard lock(mutex_);
    lane.done = index + 1;
    changed_.notify_all();
  }
}

// ---- One frame ------------------------------------------------------------------------

namespace {

std::string exception_text(const std::exception& e) {
  if (dynamic_cast<const std::bad_alloc*>(&e))
    return "not enough memory; use fewer threads or a smaller canvas";
  return std::string("stopped unexpectedly: ") + e.what();
}

}  // namespace

void Pipeline::fill(std::int64_t index) {
  Step step{index, 0};
  if (!wanted(step)) return;
  Slot& slot = slot_of(index);
  const auto slot_number = static_cast<int>(index % static_cast<std::int64_t>(slots_.size()));
  Result<void> filled;
  try {
    // Isolated: a thread that waits for its tiles must not begin another frame meanwhile.
    arena_->tbb_arena.execute([&] {
      tbb::this_task_arena::isolate([&] {
        {
          const StageClock::Lap lap(clocks_.render);
          filled = source_.render(slot_number, job_.first_frame + index, slot.dst, slot.scene);
        }
        for (std::size_t i = 0; filled && i < setup_.routes.size(); ++i) {
          step.rank = produce_rank(i);
          if (wanted(step)) filled = fill_route(i, slot);
        }
      });
    });
  } catch (const std::exception& e) {
    filled = fail(Code::render, "", exception_text(e));
  }
  if (!filled) return failed(step, std::move(filled).error());
  const std::lock_guard lock(mutex_);
  state_of(index).filled = index;
  changed_.notify_all();
}

namespace {

// The frame as one artifact sees it: its own params, which do not animate.
lattice_frame frame_for(const Route& route, const FrameScene& scene) {
  lattice_frame frame = scene.frame;
  frame.params = route.artifact_params.values.data();
  frame.param_count = static_cast<std::uint32_t>(route.artifact_params.values.size());
  return frame;
}

}  // namespace

Result<void> Pipeline::fill_route(std::size_t route_index, Slot& slot) {
  const Route& route = *setup_.routes[route_index];
  const RouteFrame& frame = *slot.routes[route_index];
  if (route.produces) {
    const StageClock::Lap lap(clocks_.produce);
    if (auto made = route.artifact->produce(frame_for(route, slot.scene), frame.planes(),
                                            slot.scene.scene, frame.produced());
        !made)
      return fail(made.error().code, route.artifact_title(), made.error().what);
  }
  if (frame.converts()) {
    const StageClock::Lap lap(clocks_.convert);
    frame.convert();
  }
  return {};
}

void Pipeline::push_parallel(std::int64_t index) {
  {
    const std::lock_guard lock(mutex_);
    if (state_of(index).filled != index) return;
  }
  for (std::size_t i = 0; i < setup_.routes.size(); ++i) {
    const Step step{index, push_rank(i)};
    if (setup_.routes[i]->in_order || !wanted(step)) continue;
    if (auto pushed = guarded_consume(i, index); !pushed) failed(step, std::move(pushed).error());
  }
}

Result<void> Pipeline::consume(std::size_t route_index, std::int64_t index) {
  Route& route = *setup_.routes[route_index];
  Slot& slot = slot_of(index);
  RouteFrame& frame = *slot.routes[route_index];
  Result<void> consumed;
  if (route.writes_documents) {
    const StageClock::Lap lap(clocks_.produce);
    consumed =
        route.artifact->observe(frame_for(route, slot.scene), frame.planes(), slot.scene.scene);
  } else {
    const StageClock::Lap lap(clocks_.encode);
    consumed = route.sink->push(frame.packet(route, job_.first_frame + index, index));
  }
  if (!consumed)
    return route.failure(route.writes_documents ? Code::plugin : Code::output, consumed.error());
  return {};
}

Result<void> Pipeline::guarded_consume(std::size_t route, std::int64_t index) {
  try {
    return consume(route, index);
  } catch (const std::exception& e) {
    return fail(Code::output, setup_.routes[route]->title(), exception_text(e));
  }
}

// ---- Failures and progress ------------------------------------------------------------

bool Pipeline::wanted(Step step) {
  const std::lock_guard lock(mutex_);
  return !failure_ || step < failure_->step;
}

void Pipeline::failed(Step step, Error error) {
  const std::lock_guard lock(mutex_);
  if (!failure_ || step < failure_->step)
    failure_ = Failed{step, at_frame(step.index, std::move(error))};
  // No more start. Those before this one have all started, and go on: the first failure of
  // all may be among them.
  end_ = std::min(end_, next_);
  changed_.notify_all();
}

Error Pipeline::at_frame(std::int64_t index, Error error) const {
  if (index < 0) return error;  // before any frame
  const std::string frame = "frame " + std::to_string(job_.first_frame + index);
  error.where = error.where.empty() ? frame : frame + ", " + error.where;
  return error;
}

std::int64_t Pipeline::frames_done() const {
  std::int64_t done = worked_;
  for (const Lane& l : lanes_) done = std::min(done, l.done);
  return done;
}

void Pipeline::report_progress() {
  std::int64_t reported = 0;
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return frames_done() != reported || threads_running_ == 0; });
    if (frames_done() == reported) return;
    reported = frames_done();
    if (!job_.progress) continue;
    lock.unlock();
    job_.progress({reported, total_});
    lock.lock();
  }
}

}  // namespace lattice::exporter
