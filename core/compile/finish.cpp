// After the walk: which pixels are needed, what is dead, what stays in the cache, in which
// order to work, and a fingerprint of everything.
#include <algorithm>
#include <cassert>

#include "compile/compiler.h"
#include "compile/placement.h"

namespace lattice::compile {
namespace {

using image::Mat3;
using image::Rect;
using plan::Op;
using plan::OpId;
using plan::OpKind;
using plan::Storage;
using plan::Surface;
using plan::SurfaceId;

// How many surfaces may be made inside one another, tile by tile: bounds the scratch.
constexpr std::uint32_t kMaxTileNesting = 6;
constexpr std::uint32_t kNone = ~0u;

}  // namespace

Result<void> Compiler::finish() {
  LATTICE_TRY(propagate_regions());
  drop_dead_ops();
  choose_storage();
  order_steps();
  fingerprint();
  return {};
}

// Readers come after writers, so one walk from the back tells every surface what is
// wanted of it before its own ops are asked what they read.
Result<void> Compiler::propagate_regions() {
  plan::RenderPlan& plan = *plan_;
  for (const plan::Store& store : plan.stores) {
    Surface& root = plan.surfaces[store.surface.index()];
    root.roi = root.bounds;
  }
  const auto want = [&](SurfaceId id, const Rect& region) {
    if (id.is_none()) return;
    Surface& surface = plan.surfaces[id.index()];
    surface.roi = image::unite(surface.roi, image::intersect(region, surface.bounds));
  };
  const auto want_source = [&](const plan::Draw& draw, const Rect& area) {
    if (draw.kind == plan::SourceKind::surface)
      want(draw.surface, source_region(draw.output_from_source, area));
  };
  for (std::size_t i = plan.ops.size(); i-- > 0;) {
    Op& op = plan.ops[i];
    const Rect& roi = plan.surfaces[op.output.index()].roi;
    const bool whole = op.kind == OpKind::fill || op.kind == OpKind::filter;
    op.area = whole ? roi : image::intersect(op.area, roi);
    if (op.area.empty()) continue;
    switch (op.kind) {
      case OpKind::fill: break;
      case OpKind::draw: want_source(plan.draws[op.payload], op.area); break;
      case OpKind::mix:
        want_source(plan.draws[op.payload], op.area);
        want_source(plan.draws[op.payload + 1], op.area);
        break;
      case OpKind::depth: {
        const plan::Depth& depth = plan.depths[op.payload];
        want_source(depth.draw, op.area);
        want(depth.surface, source_region(depth.output_from_surface, op.area));
        break;
      }
      case OpKind::filter: {
        const plan::FilterCall& call = plan.filters[op.payload];
        const plugin::Filter& filter = filter_of(call.instance);
        const lattice_frame frame = plan.frame_of(call);
        for (std::uint32_t input = 0; input < op.inputs.count; ++input) {
          const SurfaceId id = plan.inputs[op.inputs.first + input];
          Rect region;
          if (const auto status = filter.roi(frame, call.pass, input, op.area, region);
              status != LATTICE_OK)
            return fail(filter.error(status, Code::plugin, where(op.node)));
          want(id, region);
        }
        break;
      }
    }
  }
  return {};
}

void Compiler::drop_dead_ops() {
  plan::RenderPlan& plan = *plan_;
  std::erase_if(plan.ops, [](const Op& op) { return op.area.empty(); });

  // Surfaces that nobody reads go too; the rest are numbered anew in their old order.
  surface_map_.assign(plan.surfaces.size(), SurfaceId{});
  std::size_t kept = 0;
  for (std::size_t i = 0; i < plan.surfaces.size(); ++i) {
    const bool root = std::find(plan.roots.begin(), plan.roots.end(), SurfaceId{i}) != plan.roots.end();
    if (!root && plan.surfaces[i].roi.empty()) continue;
    surface_map_[i] = SurfaceId{kept};
    plan.surfaces[kept++] = plan.surfaces[i];
  }
  plan.surfaces.resize(kept);
  const auto renumber = [&](SurfaceId& id) {
    if (id) id = surface_map_[id.index()];
  };
  for (Op& op : plan.ops) {
    renumber(op.output);
    for (std::uint32_t i = op.inputs.first; i < op.inputs.end(); ++i) renumber(plan.inputs[i]);
  }
  for (plan::Draw& draw : plan.draws) renumber(draw.surface);
  for (plan::Depth& depth : plan.depths) renumber(depth.draw.surface), renumber(depth.surface);
  for (plan::Store& store : plan.stores) renumber(store.surface);
  for (SurfaceId& root : plan.roots) renumber(root);
}

// A surface with one reader that takes its pixels where they stand is made inside that
// reader, tile by tile, and never leaves the cache.
void Compiler::choose_storage() {
  plan::RenderPlan& plan = *plan_;
  for (Surface& surface : plan.surfaces)
    surface.first_op = surface.last_op = OpId{}, surface.readers = 0;
  reader_.assign(plan.surfaces.size(), kNone);
  nesting_.assign(plan.surfaces.size(), 0);

  const auto in_place = [&](const Op& op, SurfaceId id) {
    const auto drawn_in_place = [&](const plan::Draw& draw) {
      return draw.kind != plan::SourceKind::surface || draw.surface != id ||
             draw.output_from_source == Mat3{};
    };
    switch (op.kind) {
      case OpKind::fill: return false;
      case OpKind::draw: return drawn_in_place(plan.draws[op.payload]);
      case OpKind::mix:
        return drawn_in_place(plan.draws[op.payload]) &&
               drawn_in_place(plan.draws[op.payload + 1]);
      case OpKind::depth: {
        const plan::Depth& depth = plan.depths[op.payload];
        return drawn_in_place(depth.draw) &&
               (depth.surface != id || depth.output_from_surface == Mat3{});
      }
      case OpKind::filter: return filter_of(plan.filters[op.payload].instance).pointwise();
    }
    return false;
  };
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
  // Writers come before readers, so inner surfaces are settled before outer ones.
  for (std::size_t i = 0; i < plan.ops.size(); ++i) {
    const Op& op = plan.ops[i];
    for (std::uint32_t k = op.inputs.first; k < op.inputs.end(); ++k) {
      const SurfaceId id = plan.inputs[k];
      if (id.is_none()) continue;
      Surface& in = plan.surfaces[id.index()];
      const std::uint32_t nesting = nesting_[id.index()] + 1;
      if (in.readers != 1 || nesting > kMaxTileNesting || !in_place(op, id)) continue;
      in.storage = Storage::tile;
      nesting_[op.output.index()] = std::max(nesting_[op.output.index()], nesting);
    }
  }
}

void Compiler::order_steps() {
  plan::RenderPlan& plan = *plan_;
  const std::size_t surfaces = plan.surfaces.size();

  // Ops by surface, each surface's in their order: a counting sort.
  plan.surface_ops.assign(surfaces, {});
  for (const Op& op : plan.ops) ++plan.surface_ops[op.output.index()].count;
  std::uint32_t first = 0;
  for (Span32& span : plan.surface_ops) span.first = first, first += span.count, span.count = 0;
  plan.step_ops.resize(plan.ops.size());
  last_writer_.assign(surfaces, OpId{});
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

  // A whole surface is finished when its last writer is, which is before any reader.
  order_.clear();
  for (std::size_t i = 0; i < surfaces; ++i)
    if (plan.surfaces[i].storage == Storage::full && last_writer_[i]) order_.push_back(SurfaceId{i});
  std::sort(order_.begin(), order_.end(), [&](SurfaceId a, SurfaceId b) {
    return last_writer_[a.index()].value < last_writer_[b.index()].value;
  });
  step_of_.assign(surfaces, kNone);
  for (std::size_t i = 0; i < order_.size(); ++i) {
    plan.steps.push_back({order_[i], plan.surface_ops[order_[i].index()], {}});
    step_of_[order_[i].index()] = static_cast<std::uint32_t>(i);
  }

  // Memory is given back after the step in which the last reader runs; a reader that is
  // itself made tile by tile runs inside the step of whoever reads it.
  const auto host_step = [&](std::size_t surface) {
    while (plan.surfaces[surface].storage == Storage::tile)
      surface = plan.ops[reader_[surface]].output.index();
    return step_of_[surface];
  };
  last_reading_step_.assign(surfaces, kNone);
  for (const Op& op : plan.ops) {
    const std::uint32_t step = host_step(op.output.index());
    for (std::uint32_t k = op.inputs.first; k < op.inputs.end(); ++k) {
      if (plan.inputs[k].is_none()) continue;
      std::uint32_t& last = last_reading_step_[plan.inputs[k].index()];
      last = last == kNone ? step : std::max(last, step);
    }
  }
  for (std::uint32_t step = 0; step < plan.steps.size(); ++step) {
    plan.steps[step].frees.first = static_cast<std::uint32_t>(plan.freed.size());
    for (std::size_t i = 0; i < surfaces; ++i)
      if (plan.surfaces[i].storage == Storage::full && last_reading_step_[i] == step)
        plan.freed.push_back(SurfaceId{i});
    plan.steps[step].frees.count =
        static_cast<std::uint32_t>(plan.freed.size()) - plan.steps[step].frees.first;
  }
}

void Compiler::hash_draw(Hasher& hasher, const plan::Draw& draw) const {
  hasher.u8(static_cast<std::uint8_t>(draw.kind));
  if (draw.kind == plan::SourceKind::asset) {
    hasher.hash(context_.assets[draw.asset.asset].content);
    hasher.f64(draw.asset.pts_seconds);
    hasher.f64(draw.asset.scale);
  } else if (draw.kind == plan::SourceKind::surface) {
    hasher.hash(plan_->surfaces[draw.surface.index()].fingerprint);
  } else {
    hasher.bytes(draw.color.data(), draw.color.size());
  }
  for (const double v : {draw.extent.x0, draw.extent.y0, draw.extent.x1, draw.extent.y1})
    hasher.f64(v);
  for (const double v : draw.output_from_source.m) hasher.f64(v);
  hasher.f64(draw.opacity);
  hasher.u32(draw.colors.count);
  for (std::uint32_t i = draw.colors.first; i < draw.colors.end(); ++i) {
    const plan::ColorMatrix& color = plan_->colors[i];
    for (const float v : color.m) hasher.f32(v);
    hasher.u32(color.space);
    hasher.u8(color.clamp);
  }
}

void Compiler::hash_filter(Hasher& hasher, const Op& op) const {
  const plan::FilterCall& call = plan_->filters[op.payload];
  const plugin::Filter& filter = filter_of(call.instance);
  const ir::Kind& kind = (*context_.catalog)[filter.kind()];
  hasher.text(kind.id);
  hasher.u32(kind.content_version);
  hasher.u32(call.pass);
  hasher.f64(call.frame.progress);
  hasher.f64(call.frame.scale);
  hasher.hash(context_.digests[call.instance.index()]);
  if (filter.varies()) {
    hasher.i64(call.frame.index);
    hasher.f64(call.frame.time);
    hasher.f64(call.frame.phase);
    hasher.u64(call.frame.seed);
  }
  const auto& types = param_types_[filter.kind().index()];
  for (std::uint32_t i = 0; i < call.values.count; ++i) {
    const lattice_value& v = plan_->values[call.values.first + i];
    switch (static_cast<ir::ParamType>(types[i])) {
      case ir::ParamType::f64: hasher.f64(v.f64); break;
      case ir::ParamType::vec2: hasher.f64(v.vec2[0]), hasher.f64(v.vec2[1]); break;
      case ir::ParamType::vec3:
        for (const float f : v.vec3) hasher.f32(f);
        break;
      case ir::ParamType::color:
        for (const float f : v.rgba) hasher.f32(f);
        break;
      case ir::ParamType::integer: hasher.i64(v.i64); break;
      case ir::ParamType::boolean:
      case ir::ParamType::choice: hasher.u64(v.index); break;
      case ir::ParamType::string:
        hasher.u64(v.str.size);
        hasher.bytes(v.str.data, v.str.size);
        break;
      case ir::ParamType::f64_array:
      case ir::ParamType::curve:
        hasher.u64(v.array.count);
        for (std::uint64_t k = 0; k < v.array.count; ++k) hasher.f64(v.array.data[k]);
        break;
    }
  }
  for (std::uint32_t k = op.inputs.first; k < op.inputs.end(); ++k)
    hasher.hash(plan_->inputs[k] ? plan_->surfaces[plan_->inputs[k].index()].fingerprint
                                 : Hash128{});
}

void Compiler::fingerprint() {
  plan::RenderPlan& plan = *plan_;
  Hasher hasher;
  for (Op& op : plan.ops) {
    hasher.reset();
    hasher.u8(static_cast<std::uint8_t>(op.kind));
    for (const std::int32_t v : {op.area.x0, op.area.y0, op.area.x1, op.area.y1}) hasher.i64(v);
    switch (op.kind) {
      case OpKind::fill:
        hasher.bytes(plan.fills[op.payload].rgba.data(), 4);
        hasher.f32(plan.fills[op.payload].depth);
        break;
      case OpKind::draw: hash_draw(hasher, plan.draws[op.payload]); break;
      case OpKind::mix:
        hash_draw(hasher, plan.draws[op.payload]);
        hash_draw(hasher, plan.draws[op.payload + 1]);
        break;
      case OpKind::depth: {
        const plan::Depth& depth = plan.depths[op.payload];
        hash_draw(hasher, depth.draw);
        hasher.f32(depth.z);
        if (depth.surface) hasher.hash(plan.surfaces[depth.surface.index()].fingerprint);
        for (const double v : depth.output_from_surface.m) hasher.f64(v);
        break;
      }
      case OpKind::filter: hash_filter(hasher, op); break;
    }
    op.fingerprint = hasher.digest();
    Surface& out = plan.surfaces[op.output.index()];
    hasher.reset();
    hasher.hash(out.fingerprint);
    hasher.hash(op.fingerprint);
    out.fingerprint = hasher.digest();
  }
  hasher.reset();
  for (const SurfaceId root : plan.roots) hasher.hash(plan.surfaces[root.index()].fingerprint);
  plan.fingerprint = hasher.digest();
}

}  // namespace lattice::compile
