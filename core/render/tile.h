// Makes one tile of a surface: all ops that write it, one after another, while the tile
// stays in the cache. Surfaces with Storage::tile are made on the way, inside their reader.
#pragma once
#include <lattice/filter.h>

#include <cstdint>
#include <span>

#include "assets/store.h"
#include "plan/plan.h"
#include "plugin/instance.h"
#include "render/cpu/blend.h"
#include "render/cpu/rows.h"
#include "render/cpu/sample.h"
#include "render/scratch.h"

namespace lattice::render {

// What is shared by all tiles of a frame; read only while they run.
struct TileContext {
  const plan::RenderPlan* plan = nullptr;
  const assets::Store* assets = nullptr;
  std::span<const plugin::Filter> filters;
  const cpu::RowKernels* rows = nullptr;
  cpu::BlendRow (*blend)(image::Blend mode) = nullptr;
  cpu::SampleRow sample = nullptr;
  std::span<const image::View> surfaces;  // by SurfaceId; whole ones that exist by now
};

// The failure of a plugin, before it becomes a sentence.
struct TileFailure {
  lattice_status status = LATTICE_OK;
  plan::OpId op;
};

// Fills `area` of `dst`, a picture of `surface` whose valid part contains it. `worker` is
// the dense index of the calling thread. Neither locks nor, once `scratch` has grown,
// allocates.
TileFailure make_tile(const TileContext& context, plan::SurfaceId surface, const image::Rect& area,
                      const image::View& dst, Scratch& scratch, std::uint32_t worker);

}  // namespace lattice::render
