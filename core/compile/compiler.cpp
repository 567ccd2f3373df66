// The walk over the units: who is drawn where, what is isolated, what transitions into
// what. Effects are in layer.cpp, the writing of ops in emit.cpp; what follows the walk is
// in regions.cpp, order.cpp and fingerprint.cpp.
#include "compile/compiler.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "compile/raster_scale.h"
#include "image/color.h"

namespace lattice::compile {

using image::Mat3;
using image::Rect;
using plan::SurfaceId;

namespace {

// What is left of an extent inside a clip, in numbers that fit pixel coordinates.
image::RectF clipped(const image::RectF& extent, const double (&clip)[4]) {
  image::RectF out{std::max(extent.x0, clip[0]), std::max(extent.y0, clip[1]),
                   std::min(extent.x1, clip[2]), std::min(extent.y1, clip[3])};
  if (!(out.x1 > out.x0) || !(out.y1 > out.y0)) out = {};
  return out;
}

}  // namespace

Compiler::Compiler(const Context& context) : context_(context) {
  for (const ir::Kind& kind : context.catalog->kinds) {
    auto& scaling = scaling_params_.emplace_back();
    auto& types = param_types_.emplace_back();
    for (const ir::ParamSchema& param : kind.params) {
      scaling.push_back(param.scales);
      types.push_back(static_cast<std::uint8_t>(param.type));
    }
  }
}

Result<void> Compiler::compile(const eval::EvaluatedGraph& graph, const Request& request,
                               plan::RenderPlan& out) {
  graph_ = &graph;
  plan_ = &out;
  out.clear();
  folded_.clear();

  const ir::Composition& composition = *context_.composition;
  const Rect canvas{0, 0, composition.width, composition.height};
  Target target;
  target.color = add_surface(image::kRgba8, canvas);
  out.roots.push_back(target.color);
  plan::Fill background;
  background.rgba = image::to_premul_rgba8(composition.background);
  emit_fill(target.color, background, 0);
  if (request.depth) {
    target.depth = add_surface(image::kDepthF32, canvas);
    out.roots.push_back(target.depth);
    emit_fill(target.depth, plan::kNoDepth, 0);
  }
  LATTICE_TRY(compile_siblings(0, static_cast<std::uint32_t>(graph.units.size()), target));

  for (std::size_t i = 0; i < request.destination_planes.size(); ++i) {
    const bool depth = request.destination_planes[i] == LATTICE_PLANE_DEPTH;
    assert(!depth || request.depth);
    out.stores.push_back({depth ? target.depth : target.color, static_cast<std::uint32_t>(i)});
  }
  LATTICE_TRY(propagate_regions());
  drop_dead_ops();
  choose_storage();
  order_steps();
  fingerprint();
  return {};
}

Result<void> Compiler::compile_siblings(std::uint32_t first, std::uint32_t last,
                                        const Target& target) {
  for (std::uint32_t u = first; u < last;) {
    const eval::Unit& unit = graph_->units[u];
    const std::uint32_t next = unit.subtree_end;
    if (unit.pair && unit.pair.value == next && next < last) {
      LATTICE_TRY(compile_pair(u, next, target));
      u = graph_->units[next].subtree_end;
    } else {
      LATTICE_TRY(compile_alone(u, target));
      u = next;
    }
  }
  return {};
}

Result<void> Compiler::compile_alone(std::uint32_t index, const Target& target) {
  const eval::Unit& unit = graph_->units[index];
  LATTICE_TRY_ASSIGN(Placed placed, place(index, target));
  if (unit.transition_in.transition)
    return transition(unit.transition_in.transition, unit.transition_in.progress, nullptr, &placed,
                      target);
  if (unit.transition_out.transition)
    return transition(unit.transition_out.transition, unit.transition_out.progress, &placed,
                      nullptr, target);
  const plan::Draw draw = finish_layer(placed, placed.raster_from_local, placed.opacity);
  emit_draw(target.color, draw, placed.node);
  emit_depth(target, draw, placed);
  return {};
}

Result<void> Compiler::compile_pair(std::uint32_t from, std::uint32_t to, const Target& target) {
  LATTICE_TRY_ASSIGN(Placed a, place(from, target));
  LATTICE_TRY_ASSIGN(Placed b, place(to, target));
  const eval::ResolvedTransition& in = graph_->units[to].transition_in;
  return transition(in.transition, in.progress, &a, &b, target);
}

// A picture gains nothing from more pixels than it has, and its edges stay where they are.
double Compiler::scale_of(const eval::Unit& unit, const Mat3& raster_from_local) const {
  const double scale = raster_scale(raster_from_local);
  if (unit.kind != eval::UnitKind::leaf) return scale;
  const ir::AssetIdx asset = context_.composition->node(unit.node).asset;
  const bool is_picture =
      context_.composition->assets[asset.index()].kind != ir::AssetKind::solid_rect;
  return is_picture ? std::min(scale, 1.0) : scale;
}

Result<Compiler::Placed> Compiler::place(std::uint32_t index, const Target& target) {
  const eval::Unit& unit = graph_->units[index];
  Placed placed;
  placed.raster_from_local = target.raster_from_parent * unit.parent_from_node;
  placed.opacity = unit.opacity;
  placed.z = static_cast<float>(unit.z);
  placed.node = unit.node.value;
  const double scale = scale_of(unit, placed.raster_from_local);
  LATTICE_TRY_ASSIGN(const Span32 effects, fold_effects(unit, scale));
  if (unit.kind == eval::UnitKind::leaf)
    placed.layer = asset_layer(context_.composition->node(unit.node).asset);
  else
    LATTICE_TRY(place_group(index, effects, scale, target, placed));
  LATTICE_TRY(apply_effects(effects, scale, placed));
  folded_.resize(effects.first);
  return placed;
}

bool Compiler::has_transition_inside(std::uint32_t index) const {
  for (std::uint32_t u = index + 1; u < graph_->units[index].subtree_end; ++u) {
    const eval::Unit& unit = graph_->units[u];
    if (unit.transition_in.transition || unit.transition_out.transition) return true;
  }
  return false;
}

// A group without passes is drawn in the pixels of its target, so that isolating it
// resamples nothing; one with passes gets a raster of its own, before its transform.
Result<void> Compiler::place_group(std::uint32_t index, Span32 effects, double scale,
                                   const Target& target, Placed& placed) {
  bool own_raster = false;
  double folded_opacity = 1;
  for (std::uint32_t i = effects.first; i < effects.end(); ++i) {
    own_raster = own_raster || needs_raster(folded_[i].fold);
    const lattice_fold& fold = folded_[i].fold;
    if (fold.kind == LATTICE_FOLD_OPACITY) folded_opacity *= fold.opacity;
    if (fold.kind == LATTICE_FOLD_COLOR) folded_opacity *= fold.color[18];  // alpha's own factor
  }
  float nearest_z = std::numeric_limits<float>::infinity();
  // Transitions run in canvas pixels whatever is around them: their content is made there and
  // carried into the group's raster for its passes.
  const bool in_target = !own_raster || has_transition_inside(index);
  Target inside;
  inside.raster_from_parent = in_target ? placed.raster_from_local : Mat3::scaling(scale, scale);
  inside.opacity = target.opacity * placed.opacity * folded_opacity;
  inside.nearest_z = &nearest_z;
  inside.color = add_surface(image::kRgba8, {});
  emit_fill(inside.color, {}, placed.node);
  if (target.depth) {
    inside.depth = add_surface(image::kDepthF32, {});
    emit_fill(inside.depth, plan::kNoDepth, placed.node);
  }
  LATTICE_TRY(compile_siblings(index + 1, graph_->units[index].subtree_end, inside));

  // A transform that flattens the group shows nothing, whatever stands here.
  const Mat3 local_from_raster =
      image::inverse(inside.raster_from_parent).value_or(Mat3::scaling(0, 0));
  placed.layer.draw = surface_draw(inside.color);
  placed.layer.local_from_source = placed.local_from_depth = local_from_raster;
  placed.layer.source_is_raster = in_target && !own_raster;
  placed.depth_is_raster = in_target;
  placed.layer.first_color = static_cast<std::uint32_t>(plan_->colors.size());
  placed.depth = inside.depth;
  // Passes spread the content to where it has no depth of its own: there the nearest counts.
  placed.z = own_raster ? nearest_z : std::numeric_limits<float>::infinity();
  if (target.nearest_z != nullptr) *target.nearest_z = std::min(*target.nearest_z, nearest_z);
  return {};
}

Result<void> Compiler::transition(ir::TransitionIdx which, double progress, const Placed* from,
                                  const Placed* to, const Target& target) {
  const Placed* ports[2] = {from, to};
  const std::uint32_t node = (to != nullptr ? to : from)->node;
  // The ends are the host's to answer: nothing of the other port shows.
  if (progress <= 0) ports[1] = nullptr;
  if (progress >= 1) ports[0] = nullptr;
  if (ports[0] == nullptr && ports[1] == nullptr) return {};

  Folded call;
  call.fold.struct_size = sizeof call.fold;
  if (progress <= 0 || progress >= 1) {
    call.fold.kind = LATTICE_FOLD_MIX;
    for (lattice_fold_port& port : call.fold.port)
      port.opacity = port.affine[0] = port.affine[4] = 1;
  } else {
    call.instance = instance_of(which);
    call.values = scaled_values(context_.composition->transitions[which.index()].kind,
                                context_.evaluator->transition_values(which), 1);
    call.frame = frame_at(call.instance, node, 1);
    call.frame.progress = progress;
    const lattice_frame frame = plan_->frame_of({call.instance, 0, call.values, call.frame});
    const plugin::Filter& filter = filter_of(call.instance);
    if (const auto status = filter.fold(frame, call.fold); status != LATTICE_OK)
      return fail(filter.error(status, Code::plugin, where(node)));
  }
  if (call.fold.kind == LATTICE_FOLD_MIX) {
    emit_fold_mix(call.fold, ports, target, node);
    return {};
  }
  return run_passes(call, ports, target, node);
}

// The exact folds: each port becomes a weighted draw, and no surface is needed.
void Compiler::emit_fold_mix(const lattice_fold& fold, const Placed* const (&ports)[2],
                             const Target& target, std::uint32_t node) {
  plan::Draw draws[2];
  Mat3 moves[2];
  for (int i = 0; i < 2; ++i) {
    if (ports[i] == nullptr) continue;
    const lattice_fold_port& port = fold.port[i];
    if ((port.flags & LATTICE_FOLD_PORT_CLIP) != 0) {
      draws[i] = surface_draw(materialize(*ports[i], ports[i]->raster_from_local, true));
      draws[i].extent = clipped(draws[i].extent, port.clip);
    } else {
      draws[i] = finish_layer(*ports[i], ports[i]->raster_from_local, ports[i]->opacity);
    }
    const auto& a = port.affine;
    moves[i] = Mat3{{a[0], a[1], a[2], a[3], a[4], a[5], 0, 0, 1}};
    if (!(moves[i] == Mat3{})) draws[i].output_from_source = moves[i] * draws[i].output_from_source;
    draws[i].opacity *= port.opacity;
  }
  const bool over = (fold.flags & LATTICE_FOLD_MIX_OVER) != 0;
  if (ports[0] != nullptr && ports[1] != nullptr && !over) {
    emit_mix(target.color, draws[0], draws[1], node);
  } else {
    // "to over from", composited over the rest, is the two drawn one after the other.
    for (int i = 0; i < 2; ++i)
      if (ports[i] != nullptr) emit_draw(target.color, draws[i], node);
  }
  for (int i = 0; i < 2; ++i)
    if (ports[i] != nullptr) emit_depth(target, draws[i], *ports[i], moves[i]);
}

Result<void> Compiler::run_passes(const Folded& call, const Placed* const (&ports)[2],
                                  const Target& target, std::uint32_t node) {
  SurfaceId inputs[2];
  for (int i = 0; i < 2; ++i)
    if (ports[i] != nullptr) inputs[i] = materialize(*ports[i], ports[i]->raster_from_local, true);
  const auto run = [&](std::span<const SurfaceId> given) {
    return emit_filter(call.instance, call.frame, call.values, given, node);
  };
  LATTICE_TRY_ASSIGN(const SurfaceId result, run(inputs));
  emit_draw(target.color, surface_draw(result), node);
  if (!target.depth) return {};

  // Depth asks what of each port still shows: the same transition with the other port
  // transparent, which is what an unpaired transition is.
  for (int i = 0; i < 2; ++i) {
    if (ports[i] == nullptr) continue;
    SurfaceId alone[2];
    alone[i] = inputs[i];
    const bool is_result = ports[1 - i] == nullptr;
    LATTICE_TRY_ASSIGN(const SurfaceId coverage,
                       is_result ? Result<SurfaceId>(result) : run(alone));
    emit_depth(target, surface_draw(coverage), *ports[i]);
  }
  return {};
}

lattice_frame Compiler::frame_at(plan::InstanceId instance, std::uint32_t node,
                                 double scale) const {
  const ir::Composition& composition = *context_.composition;
  const double local = graph_->nodes[node].local_frame;
  lattice_frame frame{};
  frame.struct_size = sizeof frame;
  frame.index = static_cast<std::int64_t>(std::floor(local));
  frame.time = seconds_at(local, composition.fps);
  Hasher seed;
  seed.u64(context_.seeds[instance.index()]);
  seed.i64(frame.index);
  frame.seed = seed.digest().low;
  frame.scale = scale;
  frame.rate = {composition.fps.num, composition.fps.den};
  frame.canvas = image::to_abi(
      image::round_out({0, 0, composition.width * scale, composition.height * scale}));
  return frame;
}

}  // namespace lattice::compile
