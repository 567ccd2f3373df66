// Which pixels of every surface somebody reads. Readers come after writers, so one walk
// from the back asks each op what it needs when all is known that is wanted of it.

#include "compile/compiler.h"
#include "compile/placement.h"

namespace lattice::compile {

using image::Rect;
using plan::Op;
using plan::OpKind;
using plan::SurfaceId;

// Adds to what is wanted of a surface; gives the part of `region` that it can answer.
Rect Compiler::want(SurfaceId id, const Rect& region) {
  if (id.is_none()) return {};
  plan::Surface& surface = plan_->surfaces[id.index()];
  const Rect wanted = image::intersect(region, surface.bounds);
  surface.roi = image::unite(surface.roi, wanted);
  return wanted;
}

// Empty when the draw shows nothing in `area`: an area is a box around what may be touched.
Rect Compiler::want_source(const plan::Draw& draw, const Rect& area) {
  if (draw.kind != plan::SourceKind::surface) return area;
  return want(draw.surface, source_region(draw.output_from_source, area));
}

// With one side out of sight the mix is a draw of the other, with its weight.
void Compiler::want_mix(Op& op) {
  const plan::Draw &from = plan_->draws[op.payload], &to = plan_->draws[op.payload + 1];
  const bool no_from = want_source(from, op.area).empty();
  const bool no_to = want_source(to, op.area).empty();
  if (no_from && no_to) op.area = {};
  if (no_from == no_to) return;
  const plan::Draw& left = no_from ? to : from;
  op.kind = OpKind::draw;
  op.payload += no_from ? 1 : 0;
  op.area = image::intersect(op.area, covered_area(left));
  const bool reads = left.kind == plan::SourceKind::surface;
  if (reads && plan_->inputs[op.inputs.first] != left.surface) ++op.inputs.first;
  op.inputs.count = reads ? 1 : 0;
}

void Compiler::want_depth(Op& op) {
  plan::Depth& depth = plan_->depths[op.payload];
  if (want_source(depth.draw, op.area).empty()) {
    op.area = {};
    return;
  }
  if (depth.surface.is_none()) return;
  if (!want(depth.surface, source_region(depth.output_from_surface, op.area)).empty()) return;
  depth.surface = SurfaceId{};  // it is the last of the op's inputs
  --op.inputs.count;
}

Result<void> Compiler::want_inputs(Op& op) {
  switch (op.kind) {
    case OpKind::fill: break;
    case OpKind::draw:
      if (want_source(plan_->draws[op.payload], op.area).empty()) op.area = {};
      break;
    case OpKind::mix: want_mix(op); break;
    case OpKind::depth: want_depth(op); break;
    case OpKind::filter: {
      const plan::FilterCall& call = plan_->filters[op.payload];
      const plugin::Filter& filter = filter_of(call.instance);
      const lattice_frame frame = plan_->frame_of(call);
      for (std::uint32_t input = 0; input < op.inputs.count; ++input) {
        Rect region;
        if (const auto status = filter.roi(frame, call.pass, input, op.area, region);
            status != LATTICE_OK)
          return fail(filter.error(status, Code::plugin, where(op.node)));
        want(plan_->inputs[op.inputs.first + input], region);
      }
      break;
    }
  }
  return {};
}

// A slow move under a blurred picture asks for another part of it in every frame, and none
// would be remembered. Where most of it is wanted, all of it is made instead, once.
void Compiler::settle_region(const Op& op) {
  constexpr double kMostOfIt = 1 / 1.5;
  plan::Surface& surface = plan_->surfaces[op.output.index()];
  const bool pointwise = filter_of(plan_->filters[op.payload].instance).pointwise();
  if (!pointwise && static_cast<double>(surface.roi.area()) >=
                        kMostOfIt * static_cast<double>(surface.bounds.area()))
    surface.roi = surface.bounds;
}

Result<void> Compiler::propagate_regions() {
  for (const plan::Store& store : plan_->stores) {
    plan::Surface& root = plan_->surfaces[store.surface.index()];
    root.roi = root.bounds;
  }
  for (std::size_t i = plan_->ops.size(); i-- > 0;) {
    Op& op = plan_->ops[i];
    if (op.kind == OpKind::filter) settle_region(op);
    const Rect& roi = plan_->surfaces[op.output.index()].roi;
    const bool whole = op.kind == OpKind::fill || op.kind == OpKind::filter;
    op.area = whole ? roi : image::intersect(op.area, roi);
    if (!op.area.empty()) LATTICE_TRY(want_inputs(op));
  }
  return {};
}

void Compiler::find_filter_inputs() {
  is_filtered_.assign(plan_->surfaces.size(), 0);
  for (const Op& op : plan_->ops) {
    if (op.kind != OpKind::filter) continue;
    for (std::uint32_t i = op.inputs.first; i < op.inputs.end(); ++i)
      if (plan_->inputs[i]) is_filtered_[plan_->inputs[i].index()] = 1;
  }
}

// Surfaces that nobody reads go with their ops; the rest are numbered anew in their order. A
// picture of which a filter reads nothing stays without ops: its bounds tell it from a port
// that is not connected.
void Compiler::drop_dead_ops() {
  plan::RenderPlan& plan = *plan_;
  std::erase_if(plan.ops, [](const Op& op) { return op.area.empty(); });
  find_filter_inputs();
  surface_map_.assign(plan.surfaces.size(), SurfaceId{});
  std::size_t kept = 0;
  for (std::size_t i = 0; i < plan.surfaces.size(); ++i) {
    const bool is_made = plan.is_root(SurfaceId{i}) || !plan.surfaces[i].roi.empty();
    if (!is_made && (!is_filtered_[i] || plan.surfaces[i].bounds.empty())) continue;
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

}  // namespace lattice::compile
