// Transitions: one that folds becomes draws, one that does not becomes passes.
//
// The picture that a transition makes meets what is below with the blend of its nodes. Where
// the two differ there is no such picture: each side is drawn with its own, one after the
// other, as the transition shows it with the other port transparent. So nothing jumps where
// the window begins or ends.
#include <algorithm>

#include "compile/compiler.h"

namespace lattice::compile {

using image::Mat3;
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

bool Compiler::blends_alike(const Placed* const (&ports)[2]) {
  return ports[0] == nullptr || ports[1] == nullptr || ports[0]->blend == ports[1]->blend;
}

// One side of a fold: the layer, cut, moved and weighted.
plan::Draw Compiler::draw_port(const lattice_fold_port& port, const Placed& placed,
                               const Mat3& move) {
  plan::Draw draw;
  if ((port.flags & LATTICE_FOLD_PORT_CLIP) != 0) {
    draw = surface_draw(materialize(placed, placed.raster_from_local, true));
    draw.extent = clipped(draw.extent, port.clip);
  } else {
    draw = finish_layer(placed, placed.raster_from_local, placed.opacity);
  }
  if (!(move == Mat3{})) draw.output_from_source = move * draw.output_from_source;
  draw.opacity *= port.opacity;
  draw.blend = placed.blend;
  return draw;
}

// The exact folds: each port becomes a weighted draw.
void Compiler::emit_fold_mix(const lattice_fold& fold, const Placed* const (&ports)[2],
                             const Target& target, std::uint32_t node) {
  plan::Draw draws[2];
  Mat3 moves[2];
  for (int i = 0; i < 2; ++i) {
    if (ports[i] == nullptr) continue;
    const auto& a = fold.port[i].affine;
    moves[i] = Mat3{{a[0], a[1], a[2], a[3], a[4], a[5], 0, 0, 1}};
    draws[i] = draw_port(fold.port[i], *ports[i], moves[i]);
  }
  const bool over = (fold.flags & LATTICE_FOLD_MIX_OVER) != 0;
  const bool one_picture = ports[0] != nullptr && ports[1] != nullptr && blends_alike(ports);
  if (one_picture && !over) {
    emit_mix(target.color, draws[0], draws[1], node);
  } else if (one_picture && draws[0].blend != image::Blend::normal) {
    emit_together(draws, target, node);
  } else {
    // "to over from", composited over the rest, is the two drawn one after the other.
    for (int i = 0; i < 2; ++i)
      if (ports[i] != nullptr) emit_draw(target.color, draws[i], node);
  }
  for (int i = 0; i < 2; ++i)
    if (ports[i] != nullptr) emit_depth(target, draws[i], *ports[i], moves[i]);
}

// "to over from" in a surface of its own, which meets what is below as a whole.
void Compiler::emit_together(const plan::Draw (&draws)[2], const Target& target,
                             std::uint32_t node) {
  const SurfaceId surface = add_surface(image::kRgba8, {});
  emit_fill(surface, {}, node);
  for (plan::Draw draw : draws) {
    draw.blend = image::Blend::normal;
    emit_draw(surface, draw, node);
  }
  plan::Draw together = surface_draw(surface);
  together.blend = draws[0].blend;
  emit_draw(target.color, together, node);
}

Result<void> Compiler::run_passes(const Folded& call, const Placed* const (&ports)[2],
                                  const Target& target, std::uint32_t node) {
  SurfaceId inputs[2];
  for (int i = 0; i < 2; ++i)
    if (ports[i] != nullptr) inputs[i] = materialize(*ports[i], ports[i]->raster_from_local, true);
  const auto run = [&](std::span<const SurfaceId> given) {
    return emit_filter(call.instance, call.frame, call.values, given, node);
  };
  const auto draw = [&](SurfaceId picture, image::Blend blend) {
    plan::Draw whole = surface_draw(picture);
    whole.blend = blend;
    emit_draw(target.color, whole, node);
  };
  const bool one_picture = blends_alike(ports);
  SurfaceId result;
  if (one_picture) {
    LATTICE_TRY_ASSIGN(result, run(inputs));
    draw(result, ports[ports[0] == nullptr ? 1 : 0]->blend);
    if (!target.depth) return {};
  }
  // Depth asks what of each port still shows: the same transition with the other port
  // transparent, which is what an unpaired transition is.
  for (int i = 0; i < 2; ++i) {
    if (ports[i] == nullptr) continue;
    SurfaceId alone[2];
    alone[i] = inputs[i];
    const bool is_result = ports[1 - i] == nullptr;
    LATTICE_TRY_ASSIGN(const SurfaceId shown, is_result ? Result<SurfaceId>(result) : run(alone));
    if (!one_picture) draw(shown, ports[i]->blend);
    emit_depth(target, surface_draw(shown), *ports[i]);
  }
  return {};
}

}  // namespace lattice::compile
