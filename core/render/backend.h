// Runs render plans on the CPU: step after step, each step's tiles on all threads of the
// calling task arena. One Backend per session; frames in flight have a FrameMemory each.
#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "assets/store.h"
#include "base/result.h"
#include "plan/plan.h"
#include "plugin/instance.h"
#include "render/surface_cache.h"
#include "render/surface_pool.h"

namespace lattice::render {

struct BackendOptions {
  // A tile of RGBA8 and what it is made of should stay in a core's L2 cache. Even numbers,
  // so that subsampled destinations split between tiles; no result depends on them.
  std::int32_t tile_width = 256;
  std::int32_t tile_height = 64;
  bool scalar = false;  // plain kernels only
  std::size_t max_idle_bytes_per_frame = std::size_t{64} << 20;
  // What may be remembered from frame to frame; 0: nothing.
  std::size_t max_cache_bytes = std::size_t{256} << 20;
};

// Surfaces of one frame in flight; used by one run() at a time.
class FrameMemory {
 public:
  explicit FrameMemory(const BackendOptions& options) : pool_(options.max_idle_bytes_per_frame) {}

  std::size_t bytes() const { return pool_.bytes(); }

 private:
  friend class Backend;
  SurfacePool pool_;
  std::vector<image::View> surfaces_;        // by SurfaceId
  std::vector<SurfaceCache::Entry> cached_;  // those of them that the cache owns
  std::vector<char> needed_;                 // by SurfaceId
};

struct TileContext;

// A plugin that failed: which op, and the sentence (Code::render, no place yet).
struct RunFailure {
  plan::OpId op;
  Error error;
};

class Backend {
 public:
  // `assets` and `filters` outlive the backend.
  Backend(const assets::Store& assets, std::span<const plugin::Filter> filters,
          const BackendOptions& options);
  ~Backend();

  // Makes the stores of `plan` into destinations[store.destination], whose bounds are the
  // root's and whose types image::convert() can make from it. Nothing on success; else the
  // failure of the first tile, in reading order, of the first step that failed, whatever the
  // threads.
  std::unique_ptr<RunFailure> run(const plan::RenderPlan& plan, FrameMemory& memory,
                                  std::span<const image::View> destinations) const;

  const SurfaceCache& cache() const;

 private:
  struct Impl;
  std::unique_ptr<RunFailure> run_step(const TileContext& context, const plan::Step& step,
                                       std::span<const image::View> destinations) const;
  static void show_unread(const plan::RenderPlan& plan, FrameMemory& memory);
  void look_up(const plan::RenderPlan& plan, FrameMemory& memory) const;
  void need_inputs(const plan::RenderPlan& plan, plan::SurfaceId surface,
                   FrameMemory& memory) const;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lattice::render
