// The walk over the units: who is drawn where, and what is isolated. Transitions are in
// transition.cpp, effects in layer.cpp, the writing of ops in emit.cpp; what follows the walk
// is in regions.cpp, order.cpp and fingerprint.cpp.
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
  LATTICE_TRY(compile_siblings(0, graph.canvas_units, target));

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
  plan::Draw draw = finish_layer(placed, placed.raster_from_local, placed.opacity);
  draw.blend = placed.blend;
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
  placed.blend = unit.blend;
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

lattice_frame Compiler::frame_at(plan::InstanceId instance, std::uint32_t node,
                                 double scale) const {
  const ir::Composition& composition = *context_.composition;
  const Rational fps = composition.fps_of(composition.nodes[node]);
  const double local = graph_->nodes[node].local_frame;
  lattice_frame frame{};
  frame.struct_size = sizeof frame;
  frame.index = static_cast<std::int64_t>(std::floor(local));
  frame.time = seconds_at(local, fps);
  Hasher seed;
  seed.u64(context_.seeds[instance.index()]);
  seed.i64(frame.index);
  frame.seed = seed.digest().low;
  frame.scale = scale;
  frame.rate = {fps.num, fps.den};
  frame.canvas = image::to_abi(
      image::round_out({0, 0, composition.width * scale, composition.height * scale}));
  return frame;
}

}  // namespace lattice::compile
