#include "render/backend.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/task_arena.h>

#include <mutex>

#include "image/convert.h"
#include "render/cpu/blend.h"
#include "render/cpu/rows.h"
#include "render/parallel.h"
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
  cpu::BlendRow (*blend)(image::Blend mode);
  cpu::SampleRow sample;
  mutable tbb::enumerable_thread_specific<Scratch> scratch;
  mutable SurfaceCache cache;
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
    is_root_ = context.plan->is_root(surface_);
    type_ = made.type;
    if (is_root_) choose_direct();
    across_ = (roi_.width() + options.tile_width - 1) / options.tile_width;
    down_ = (roi_.height() + options.tile_height - 1) / options.tile_height;
  }

  std::int32_t tiles() const { return across_ * down_; }

  void tile(std::int32_t index, Scratch& scratch, std::uint32_t worker) {
    const std::int32_t x = roi_.x0 + index % across_ * options_.tile_width;
    const std::int32_t y = roi_.y0 + index / across_ * options_.tile_height;
    const Rect area =
        image::intersect({x, y, x + options_.tile_width, y + options_.tile_height}, roi_);
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
      record(failure, index);
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
  void record(const TileFailure& failure, std::int32_t tile) {
    const plan::Op& op = context_.plan->ops[failure.op.index()];
    const auto instance = context_.plan->filters[op.payload].instance;
    Error error = context_.filters[instance.index()].error(failure.status, Code::render, {});
    const std::lock_guard lock(mutex_);
    if (failure_ != nullptr && tile > failed_tile_) return;
    failed_tile_ = tile;
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
  std::int32_t failed_tile_ = 0;
  std::unique_ptr<RunFailure> failure_;
};

std::uint32_t worker_index() {
  const int index = tbb::this_task_arena::current_thread_index();
  return index < 0 ? 0 : static_cast<std::uint32_t>(index);
}

}  // namespace

Backend::Backend(const assets::Store& assets, std::span<const plugin::Filter> filters,
                 const BackendOptions& options)
    : impl_(new Impl{assets,
                     filters,
                     options,
                     options.scalar ? cpu::scalar_rows() : cpu::best_rows(),
                     options.scalar ? cpu::scalar_blend : cpu::best_blend,
                     options.scalar ? cpu::sample_row_scalar : cpu::best_sample_row(),
                     {},
                     SurfaceCache(options.max_cache_bytes)}) {}

Backend::~Backend() = default;

const SurfaceCache& Backend::cache() const { return impl_->cache; }

// From the roots back: what the cache holds needs neither a step nor its inputs.
void Backend::look_up(const plan::RenderPlan& plan, FrameMemory& memory) const {
  memory.needed_.assign(plan.surfaces.size(), 0);
  memory.cached_.assign(plan.surfaces.size(), nullptr);
  for (const SurfaceId root : plan.roots) memory.needed_[root.index()] = 1;
  for (std::size_t i = plan.steps.size(); i-- > 0;) {
    const SurfaceId surface = plan.steps[i].surface;
    if (!memory.needed_[surface.index()]) continue;
    SurfaceCache::Entry& entry = memory.cached_[surface.index()];
    if (!plan.is_root(surface)) entry = impl_->cache.find(plan.surfaces[surface.index()]);
    if (entry == nullptr) need_inputs(plan, surface, memory);
  }
}

void Backend::need_inputs(const plan::RenderPlan& plan, SurfaceId surface,
                          FrameMemory& memory) const {
  const Span32 ops = plan.surface_ops[surface.index()];
  for (std::uint32_t i = ops.first; i < ops.end(); ++i) {
    const plan::Op& op = plan.ops[plan.step_ops[i].index()];
    for (std::uint32_t k = op.inputs.first; k < op.inputs.end(); ++k) {
      const SurfaceId input = plan.inputs[k];
      if (input.is_none()) continue;
      memory.needed_[input.index()] = 1;
      if (plan.surfaces[input.index()].storage == Storage::tile) need_inputs(plan, input, memory);
    }
  }
}

// Pictures that are never made: filters see their bounds, and no pixels.
void Backend::show_unread(const plan::RenderPlan& plan, FrameMemory& memory) {
  for (std::size_t id = 0; id < plan.surfaces.size(); ++id) {
    const plan::Surface& surface = plan.surfaces[id];
    if (!surface.roi.empty()) continue;
    memory.surfaces_[id] = image::layout_over(nullptr, surface.type, {});
    memory.surfaces_[id].bounds = image::to_abi(surface.bounds);
  }
}

std::unique_ptr<RunFailure> Backend::run(const plan::RenderPlan& plan, FrameMemory& memory,
                                         std::span<const View> destinations) const {
  memory.surfaces_.assign(plan.surfaces.size(), View{});
  show_unread(plan, memory);
  look_up(plan, memory);
  TileContext context{
      &plan, &impl_->assets, impl_->filters, &impl_->rows, impl_->blend, impl_->sample, {}};
  std::unique_ptr<RunFailure> failure;
  // Whatever happens, nothing is still held when this ends.
  struct Holder {
    FrameMemory& memory;
    void release(std::size_t surface) {
      View& view = memory.surfaces_[surface];
      if (view.plane[0] != nullptr && memory.cached_[surface] == nullptr)
        memory.pool_.release(view);
      memory.cached_[surface] = nullptr;
      view = {};
    }
    ~Holder() {
      for (std::size_t id = 0; id < memory.surfaces_.size(); ++id) release(id);
    }
  } holder{memory};
  for (const plan::Step& step : plan.steps) {
    const std::size_t id = step.surface.index();
    const plan::Surface& made = plan.surfaces[id];
    if (memory.needed_[id] && memory.cached_[id] != nullptr) {
      memory.surfaces_[id] = with_bounds(memory.cached_[id]->view(), made.bounds);
    } else if (memory.needed_[id]) {
      bool keep = false;
      if (!plan.is_root(step.surface)) {
        keep = impl_->cache.is_worth_keeping(made);
        if (keep) memory.cached_[id] = std::make_shared<image::Buffer>(made.type, made.roi);
        memory.surfaces_[id] = keep ? with_bounds(memory.cached_[id]->view(), made.bounds)
                                    : memory.pool_.acquire(made.type, made.bounds, made.roi);
      }
      context.surfaces = memory.surfaces_;
      failure = run_step(context, step, destinations);
      if (failure != nullptr) break;
      if (keep) impl_->cache.insert(made, memory.cached_[id]);
    }
    for (std::uint32_t i = step.frees.first; i < step.frees.end(); ++i)
      holder.release(plan.freed[i].index());
  }
  return failure;
}

std::unique_ptr<RunFailure> Backend::run_step(const TileContext& context, const plan::Step& step,
                                              std::span<const View> destinations) const {
  StepRun run(context, step, impl_->options, destinations);
  parallel_ranges(run.tiles(), [&](std::int32_t first, std::int32_t last) {
    Scratch& scratch = impl_->scratch.local();
    for (std::int32_t i = first; i < last; ++i) run.tile(i, scratch, worker_index());
  });
  return run.take_failure();
}

}  // namespace lattice::render
