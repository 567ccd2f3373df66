// Surfaces and ops as they are written down, in painter's order.
#include <algorithm>
#include <cassert>

#include "compile/compiler.h"
#include "compile/placement.h"
#include "plugin/limits.h"

namespace lattice::compile {

using image::Mat3;
using image::Rect;
using plan::SurfaceId;

SurfaceId Compiler::add_surface(const image::Type& type, const Rect& bounds) {
  const SurfaceId id{plan_->surfaces.size()};
  plan::Surface& surface = plan_->surfaces.emplace_back();
  surface.type = type;
  surface.bounds = bounds;
  return id;
}

// A draw of a whole surface onto one with the same pixels.
plan::Draw Compiler::surface_draw(SurfaceId surface) const {
  plan::Draw draw;
  draw.kind = plan::SourceKind::surface;
  draw.surface = surface;
  draw.extent = image::to_float(plan_->surfaces[surface.index()].bounds);
  return draw;
}

SurfaceId Compiler::materialize(const Placed& placed, const Mat3& raster_from_local,
                                bool with_unit_opacity) {
  const plan::Draw draw =
      finish_layer(placed, raster_from_local, with_unit_opacity ? placed.opacity : 1);
  // What already is a surface of these very pixels needs no copy.
  if (draw.kind == plan::SourceKind::surface && draw.output_from_source == Mat3{} &&
      draw.opacity == 1 && draw.colors.empty())
    return draw.surface;
  const SurfaceId surface = add_surface(image::kRgba8, {});
  emit_fill(surface, {}, placed.node);
  emit_draw(surface, draw, placed.node);
  return surface;
}

void Compiler::add_op(plan::OpKind kind, SurfaceId output, std::size_t payload, const Rect& area,
                      std::uint32_t node, std::span<const SurfaceId> inputs) {
  plan::Op& op = plan_->ops.emplace_back();
  op.kind = kind;
  op.output = output;
  op.area = area;
  op.payload = static_cast<std::uint32_t>(payload);
  op.node = node;
  op.inputs = {static_cast<std::uint32_t>(plan_->inputs.size()),
               static_cast<std::uint32_t>(inputs.size())};
  plan_->inputs.insert(plan_->inputs.end(), inputs.begin(), inputs.end());
  plan::Surface& surface = plan_->surfaces[output.index()];
  if (surface.first_op.is_none()) surface.first_op = plan::OpId{plan_->ops.size() - 1};
}

void Compiler::emit_fill(SurfaceId surface, const plan::Fill& fill, std::uint32_t node) {
  plan_->fills.push_back(fill);
  // Its area is the surface's, which grows until the last draw; propagate_regions() sets it.
  add_op(plan::OpKind::fill, surface, plan_->fills.size() - 1, {}, node, {});
}

// An op and those of `inputs` that are surfaces.
void Compiler::add_reading_op(plan::OpKind kind, SurfaceId output, std::size_t payload,
                              const Rect& area, std::uint32_t node,
                              std::initializer_list<SurfaceId> inputs) {
  SurfaceId present[2];
  std::size_t count = 0;
  for (const SurfaceId input : inputs)
    if (input) present[count++] = input;
  grow(output, area);
  add_op(kind, output, payload, area, node, {present, count});
}

void Compiler::emit_draw(SurfaceId surface, const plan::Draw& draw, std::uint32_t node) {
  const Rect area = covered_area(draw);
  if (area.empty() || !(draw.opacity > 0)) return;
  plan_->draws.push_back(draw);
  add_reading_op(plan::OpKind::draw, surface, plan_->draws.size() - 1, area, node, {draw.surface});
}

void Compiler::emit_mix(SurfaceId surface, const plan::Draw& from, const plan::Draw& to,
                        std::uint32_t node) {
  const Rect from_area = covered_area(from), to_area = covered_area(to);
  // A side without an area adds nothing: the other one alone, with its weight.
  if (from_area.empty() || to_area.empty())
    return emit_draw(surface, from_area.empty() ? to : from, node);
  plan_->draws.push_back(from);
  plan_->draws.push_back(to);
  add_reading_op(plan::OpKind::mix, surface, plan_->draws.size() - 2,
                 image::unite(from_area, to_area), node, {from.surface, to.surface});
}

void Compiler::emit_depth(const Target& target, const plan::Draw& draw, const Placed& placed,
                          const Mat3& move) {
  if (target.depth.is_none()) return;
  const Rect area = covered_area(draw);
  if (area.empty() || !(draw.opacity > 0)) return;
  plan::Depth depth;
  depth.draw = draw;
  depth.draw.opacity *= target.opacity;
  depth.draw.blend = image::Blend::normal;
  depth.z = placed.z;
  depth.surface = placed.depth;
  if (!placed.depth_is_raster || !(move == Mat3{}))
    depth.output_from_surface =
        move *
        (placed.depth_is_raster ? Mat3{} : placed.raster_from_local * placed.local_from_depth);
  const double alpha = draw.kind == plan::SourceKind::solid ? draw.color[3] / 255.0 : 1;
  if (target.nearest_z != nullptr && depth.draw.opacity * alpha >= 0.5)
    *target.nearest_z = std::min(*target.nearest_z, placed.z);
  plan_->depths.push_back(depth);
  add_reading_op(plan::OpKind::depth, target.depth, plan_->depths.size() - 1, area, placed.node,
                 {draw.surface, placed.depth});
}

Result<SurfaceId> Compiler::emit_filter(plan::InstanceId instance, const lattice_frame& given,
                                        Span32 values, std::span<const SurfaceId> ports,
                                        std::uint32_t node) {
  const plugin::Filter& filter = filter_of(instance);
  plan::FilterCall call{instance, 0, values, given};
  const lattice_frame frame = plan_->frame_of(call);
  call.frame.params = nullptr;

  Rect port_bounds[plugin::kMaxPorts];
  SurfaceId port_surfaces[plugin::kMaxPorts];
  const std::size_t port_count = ports.size();
  assert(port_count <= plugin::kMaxPorts);
  for (std::size_t i = 0; i < port_count; ++i) {
    port_surfaces[i] = ports[i];
    if (ports[i]) port_bounds[i] = plan_->surfaces[ports[i].index()].bounds;
  }
  lattice_pass passes[LATTICE_MAX_PASSES];
  std::uint32_t pass_count = 0;
  if (const auto status = filter.passes(frame, {port_bounds, port_count}, passes, pass_count);
      status != LATTICE_OK)
    return fail(filter.error(status, Code::plugin, where(node)));

  SurfaceId result;
  for (std::uint32_t pass = 0; pass < pass_count; ++pass) {
    SurfaceId inputs[plugin::kMaxPorts + 1];
    std::size_t count = 0;
    if (pass > 0) inputs[count++] = result;
    if (pass == 0 || (passes[pass].flags & LATTICE_PASS_READS_PORTS) != 0)
      for (std::size_t i = 0; i < port_count; ++i) inputs[count++] = port_surfaces[i];
    const bool working = passes[pass].type.channels == 0 || pass + 1 == pass_count;
    const Rect bounds = image::from_abi(passes[pass].bounds);
    result = add_surface(working ? image::kRgba8 : passes[pass].type, bounds);
    call.pass = pass;
    plan_->filters.push_back(call);
    add_op(plan::OpKind::filter, result, plan_->filters.size() - 1, bounds, node, {inputs, count});
  }
  return result;
}

// A root keeps the canvas; every other surface is as large as what is drawn into it.
void Compiler::grow(SurfaceId surface, const Rect& area) {
  if (plan_->is_root(surface)) return;
  Rect& bounds = plan_->surfaces[surface.index()].bounds;
  bounds = image::unite(bounds, area);
}

}  // namespace lattice::compile
