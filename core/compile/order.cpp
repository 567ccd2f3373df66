// What lives in tiles only, the order of the work, and when memory is given back.
#include <algorithm>

#include "compile/compiler.h"

namespace lattice::compile {
namespace {

using image::Mat3;
using plan::Op;
using plan::OpId;
using plan::OpKind;
using plan::Storage;
using plan::Surface;
using plan::SurfaceId;

// How many surfaces may be made inside one another, tile by tile: bounds the scratch.
constexpr std::uint32_t kMaxTileNesting = 6;
constexpr std::uint32_t kNone = ~0u;

bool draws_in_place(const plan::Draw& draw, SurfaceId surface) {
  return draw.kind != plan::SourceKind::surface || draw.surface != surface ||
         draw.output_from_source == Mat3{};
}

}  // namespace

// Lifetimes: from the first op that writes a surface to the last that writes or reads it.
void Compiler::find_readers() {
  plan::RenderPlan& plan = *plan_;
  for (Surface& surface : plan.surfaces)
    surface.first_op = surface.last_op = OpId{}, surface.readers = 0;
  reader_.assign(plan.surfaces.size(), kNone);
  for (std::size_t i = 0; i < plan.ops.size(); ++i) {
    const Op& op = plan.ops[i];
    Surface& out = plan.surfaces[op.output.index()];
    if (out.first_op.is_none()) out.first_op = OpId{i};
    out.last_op = OpId{i};
    for (std::uint32_t k = op.inputs.first; k < op.inputs.end(); ++k) {
      const SurfaceId id = plan.inputs[k];
      if (id.is_none()) continue;
      Surface& in = plan.surfaces[id.index()];
      ++in.readers;
      in.last_op = OpId{i};
      reader_[id.index()] = static_cast<std::uint32_t>(i);
    }
  }
}

// Whether the op takes the surface's pixels where they stand.
bool Compiler::reads_in_place(const Op& op, SurfaceId surface) const {
  switch (op.kind) {
    case OpKind::fill: return false;
    case OpKind::draw: return draws_in_place(plan_->draws[op.payload], surface);
    case OpKind::mix:
      return draws_in_place(plan_->draws[op.payload], surface) &&
             draws_in_place(plan_->draws[op.payload + 1], surface);
    case OpKind::depth: {
      const plan::Depth& depth = plan_->depths[op.payload];
      return draws_in_place(depth.draw, surface) &&
             (depth.surface != surface || depth.output_from_surface == Mat3{});
    }
    case OpKind::filter: return filter_of(plan_->filters[op.payload].instance).pointwise();
  }
  return false;
}

// A surface with one reader that reads in place is made inside that reader, tile by tile,
// and never leaves the cache. Writers come before readers, so inner ones are settled first.
void Compiler::choose_storage() {
  find_readers();
  plan::RenderPlan& plan = *plan_;
  nesting_.assign(plan.surfaces.size(), 0);
  for (const Op& op : plan.ops) {
    for (std::uint32_t k = op.inputs.first; k < op.inputs.end(); ++k) {
      const SurfaceId id = plan.inputs[k];
      if (id.is_none()) continue;
      Surface& in = plan.surfaces[id.index()];
      const std::uint32_t nesting = nesting_[id.index()] + 1;
      if (in.readers != 1 || nesting > kMaxTileNesting || !reads_in_place(op, id)) continue;
      in.storage = Storage::tile;
      std::uint32_t& around = nesting_[op.output.index()];
      around = std::max(around, nesting);
    }
  }
}

// Ops by surface, each surface's in their order (a counting sort), and what each waits for.
void Compiler::sort_ops() {
  plan::RenderPlan& plan = *plan_;
  plan.surface_ops.assign(plan.surfaces.size(), {});
  for (const Op& op : plan.ops) ++plan.surface_ops[op.output.index()].count;
  std::uint32_t first = 0;
  for (Span32& span : plan.surface_ops) span.first = first, first += span.count, span.count = 0;
  plan.step_ops.resize(plan.ops.size());
  last_writer_.assign(plan.surfaces.size(), OpId{});
  for (std::size_t i = 0; i < plan.ops.size(); ++i) {
    Op& op = plan.ops[i];
    const std::size_t out = op.output.index();
    Span32& span = plan.surface_ops[out];
    plan.step_ops[span.first + span.count++] = OpId{i};

    op.deps.first = static_cast<std::uint32_t>(plan.deps.size());
    const auto depend = [&](OpId dep) {
      const auto begin = plan.deps.begin() + op.deps.first;
      if (dep && std::find(begin, plan.deps.end(), dep) == plan.deps.end())
        plan.deps.push_back(dep);
    };
    depend(last_writer_[out]);
    for (std::uint32_t k = op.inputs.first; k < op.inputs.end(); ++k)
      if (plan.inputs[k]) depend(last_writer_[plan.inputs[k].index()]);
    op.deps.count = static_cast<std::uint32_t>(plan.deps.size()) - op.deps.first;
    last_writer_[out] = OpId{i};
  }
}

// A whole surface is finished when its last writer is, which is before any reader.
void Compiler::order_steps() {
  sort_ops();
  plan::RenderPlan& plan = *plan_;
  order_.clear();
  for (std::size_t i = 0; i < plan.surfaces.size(); ++i)
    if (plan.surfaces[i].storage == Storage::full && last_writer_[i])
      order_.push_back(SurfaceId{i});
  std::sort(order_.begin(), order_.end(), [&](SurfaceId a, SurfaceId b) {
    return last_writer_[a.index()].value < last_writer_[b.index()].value;
  });
  step_of_.assign(plan.surfaces.size(), kNone);
  for (std::size_t i = 0; i < order_.size(); ++i) {
    plan.steps.push_back({order_[i], plan.surface_ops[order_[i].index()], {}});
    step_of_[order_[i].index()] = static_cast<std::uint32_t>(i);
  }
  free_surfaces();
}

// Memory is given back after the step in which the last reader runs; a reader that is itself
// made tile by tile runs inside the step of whoever reads it.
void Compiler::free_surfaces() {
  plan::RenderPlan& plan = *plan_;
  const auto host_step = [&](std::size_t surface) {
    while (plan.surfaces[surface].storage == Storage::tile)
      surface = plan.ops[reader_[surface]].output.index();
    return step_of_[surface];
  };
  last_reading_step_.assign(plan.surfaces.size(), kNone);
  for (const Op& op : plan.ops) {
    const std::uint32_t step = host_step(op.output.index());
    for (std::uint32_t k = op.inputs.first; k < op.inputs.end(); ++k) {
      if (plan.inputs[k].is_none()) continue;
      std::uint32_t& last = last_reading_step_[plan.inputs[k].index()];
      last = last == kNone ? step : std::max(last, step);
    }
  }
  for (std::uint32_t step = 0; step < plan.steps.size(); ++step) {
    Span32& frees = plan.steps[step].frees;
    frees.first = static_cast<std::uint32_t>(plan.freed.size());
    for (std::size_t i = 0; i < plan.surfaces.size(); ++i)
      if (plan.surfaces[i].storage == Storage::full && last_reading_step_[i] == step)
        plan.freed.push_back(SurfaceId{i});
    frees.count = static_cast<std::uint32_t>(plan.freed.size()) - frees.first;
  }
}

}  // namespace lattice::compile
