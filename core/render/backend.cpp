#include "render/backend.h"

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <mutex>

#include "image/convert.h"
#include "render/cpu/rows.h"
#include "render/tile.h"

namespace lattice::render {

using image::Rect;
using image::View;
using plan::Storage;
using plan::SurfaceId;

struct Backend::Impl {
  const assets::Store& assets;
  std::span<const plugin::Filter> filters;
  BackendOptions options;
  const cpu::RowKernels& rows;
  mutable tbb::enumerable_thread_specific<Scratch> scratch;
};

namespace {

// One step: a surface, where its tiles go, and the first failure among them.
class StepRun {
 public:
  StepRun(const TileContext& context, const plan::Step& step, const BackendOptions& options,
          std::span<const View> destinations)
      : context_(context), surface_(step.surface), options_(options), destinations_(destinations) {
    const plan::Surface& made = context.plan->surfaces[surface_.index()];
    roi_ = made.roi;
    is_root_ = std::find(context.plan->roots.begin(), context.plan->roots.end(), surface_) !=
               context.plan->roots.end();
    type_ = made.type;
    if (is_root_) choose_direct();
    across_ = (roi_.width() + options.tile_width - 1) / options.tile_width;
    down_ = (roi_.height() + options.tile_height - 1) / options.tile_height;
  }

  std::int32_t tiles() const { return across_ * down_; }

  void tile(std::int32_t index, Scratch& scratch, std::uint32_t worker) {
    const std::int32_t x = roi_.x0 + index % across_ * options_.tile_width;
    const std::int32_t y = roi_.y0 + index / across_ * options_.tile_height;
    const Rect area = image::intersect({x, y, x + options_.tile_width, y + options_.tile_height},
                                       roi_);
    const ScratchScope scope(scratch);
    View dst;
    if (!is_root_) {
      dst = context_.surfaces[surface_.index()];
    } else if (direct_ != nullptr) {
      dst = *direct_;
    } else {
      void* memory = scratch.allocate(image::storage_bytes(type_, area));
      dst = image::layout_over(memory, type_, area);
    }
    const TileFailure failure = make_tile(context_, surface_, area, dst, scratch, worker);
    if (failure.status != LATTICE_OK) {
      record(failure);
      return;
    }
    if (!is_root_) return;
    for (const plan::Store& store : context_.plan->stores) {
      const View& to = destinations_[store.destination];
      if (store.surface == surface_ && &to != direct_) image::convert(dst, to, area);
    }
  }

  std::unique_ptr<RunFailure> take_failure() { return std::move(failure_); }

 private:
  // A destination of the root's own type is drawn into where it lies.
  void choose_direct() {
    for (const plan::Store& store : context_.plan->stores)
      if (store.surface == surface_ && direct_ == nullptr &&
          image::same_type(destinations_[store.destination].type, type_))
        direct_ = &destinations_[store.destination];
  }

  // Off the fast path: the only lock, and the only text.
  void record(const TileFailure& failure) {
    const plan::Op& op = context_.plan->ops[failure.op.index()];
    const auto instance = context_.plan->filters[op.payload].instance;
    Error error = context_.filters[instance.index()].error(failure.status, Code::render, {});
    const std::lock_guard lock(mutex_);
    if (failure_ == nullptr || failure.op.value < failure_->op.value)
      failure_ = std::make_unique<RunFailure>(RunFailure{failure.op, std::move(error)});
  }

  const TileContext& context_;
  SurfaceId surface_;
  const BackendOptions& options_;
  std::span<const View> destinations_;
  Rect roi_;
  image::Type type_{};
  bool is_root_ = false;
  const View* direct_ = nullptr;
  std::int32_t across_ = 0, down_ = 0;
  std::mutex mutex_;
  std::unique_ptr<RunFailure> failure_;
};

std::uint32_t worker_index() {
  const int index = tbb::this_task_arena::current_thread_index();
  return index < 0 ? 0 : static_cast<std::uint32_t>(index);
}

}  // namespace

Backend::Backend(const assets::Store& assets, std::span<const plugin::Filter> filters,
                 const BackendOptions& options)
    : impl_(new Impl{assets, filters, options,
                     options.scalar ? cpu::scalar_rows() : cpu::best_rows(), {}}) {}

Backend::~Backend() = default;

std::unique_ptr<RunFailure> Backend::run(const plan::RenderPlan& plan, FrameMemory& memory,
                                         std::span<const View> destinations) const {
  memory.surfaces_.assign(plan.surfaces.size(), View{});
  TileContext context{&plan, &impl_->assets, impl_->filters, &impl_->rows, {}};
  std::unique_ptr<RunFailure> failure;
  for (const plan::Step& step : plan.steps) {
    const plan::Surface& made = plan.surfaces[step.surface.index()];
    const bool root =
        std::find(plan.roots.begin(), plan.roots.end(), step.surface) != plan.roots.end();
    if (!root)
      memory.surfaces_[step.surface.index()] =
          memory.pool_.acquire(made.type, made.bounds, made.roi);
    context.surfaces = memory.surfaces_;

    StepRun run(context, step, impl_->options, destinations);
    const auto tiles = [&](const tbb::blocked_range<std::int32_t>& range) {
      Scratch& scratch = impl_->scratch.local();
      for (std::int32_t i = range.begin(); i < range.end(); ++i)
        run.tile(i, scratch, worker_index());
    };
    // Isolated: while it waits for its tiles, a thread takes up no other frame.
    if (run.tiles() > 1)
      tbb::this_task_arena::isolate([&] {
        tbb::parallel_for(tbb::blocked_range<std::int32_t>(0, run.tiles()), tiles);
      });
    else
      tiles(tbb::blocked_range<std::int32_t>(0, run.tiles()));

    failure = run.take_failure();
    for (std::uint32_t i = step.frees.first; i < step.frees.end(); ++i) {
      View& freed = memory.surfaces_[plan.freed[i].index()];
      if (freed.plane[0] != nullptr) memory.pool_.release(freed);
      freed = {};
    }
    if (failure != nullptr) break;
  }
  // After a failure surfaces are still held; after success none is.
  for (View& left : memory.surfaces_) {
    if (left.plane[0] != nullptr) memory.pool_.release(left);
    left = {};
  }
  return failure;
}

}  // namespace lattice::render
