// What every op, surface and plan depends on, as a hash: equal means equal pixels.
#include "compile/compiler.h"
#include "eval/hashes.h"

namespace lattice::compile {

using plan::Op;
using plan::OpKind;
using plan::Surface;
using plan::SurfaceId;

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
  hasher.u8(static_cast<std::uint8_t>(draw.blend));
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
  const lattice_rect& canvas = call.frame.canvas;
  for (const std::int32_t v : {canvas.x0, canvas.y0, canvas.x1, canvas.y1}) hasher.i64(v);
  hasher.i64(call.frame.rate.num);
  hasher.i64(call.frame.rate.den);
  hasher.hash(context_.digests[call.instance.index()]);
  if (filter.varies()) {
    hasher.i64(call.frame.index);
    hasher.f64(call.frame.time);
    hasher.f64(call.frame.phase);
    hasher.u64(call.frame.seed);
  }
  const auto& types = param_types_[filter.kind().index()];
  for (std::uint32_t i = 0; i < call.values.count; ++i)
    eval::hash_value(hasher, static_cast<ir::ParamType>(types[i]),
                     plan_->values[call.values.first + i]);
  for (std::uint32_t k = op.inputs.first; k < op.inputs.end(); ++k) {
    hasher.u8(plan_->inputs[k] ? 1 : 0);
    if (!plan_->inputs[k]) continue;
    const Surface& input = plan_->surfaces[plan_->inputs[k].index()];
    hasher.hash(input.fingerprint);
    // What of it is not read has no pixels in the fingerprint, and still the filter sees it.
    const image::Rect& bounds = input.bounds;
    for (const std::int32_t v : {bounds.x0, bounds.y0, bounds.x1, bounds.y1}) hasher.i64(v);
  }
}

void Compiler::hash_op(Hasher& hasher, const Op& op) const {
  hasher.u8(static_cast<std::uint8_t>(op.kind));
  for (const std::int32_t v : {op.area.x0, op.area.y0, op.area.x1, op.area.y1}) hasher.i64(v);
  switch (op.kind) {
    case OpKind::fill:
      hasher.bytes(plan_->fills[op.payload].rgba.data(), 4);
      hasher.f32(plan_->fills[op.payload].depth);
      break;
    case OpKind::draw: hash_draw(hasher, plan_->draws[op.payload]); break;
    case OpKind::mix:
      hash_draw(hasher, plan_->draws[op.payload]);
      hash_draw(hasher, plan_->draws[op.payload + 1]);
      break;
    case OpKind::depth: {
      const plan::Depth& depth = plan_->depths[op.payload];
      hash_draw(hasher, depth.draw);
      hasher.f32(depth.z);
      if (depth.surface) hasher.hash(plan_->surfaces[depth.surface.index()].fingerprint);
      for (const double v : depth.output_from_surface.m) hasher.f64(v);
      break;
    }
    case OpKind::filter: hash_filter(hasher, op); break;
  }
}

// In order, so that what an op reads has its fingerprint already.
void Compiler::fingerprint() {
  Hasher hasher;
  for (Op& op : plan_->ops) {
    hasher.reset();
    hash_op(hasher, op);
    op.fingerprint = hasher.digest();
    Surface& out = plan_->surfaces[op.output.index()];
    hasher.reset();
    hasher.hash(out.fingerprint);
    hasher.hash(op.fingerprint);
    out.fingerprint = hasher.digest();
  }
  hasher.reset();
  for (const SurfaceId root : plan_->roots) hasher.hash(plan_->surfaces[root.index()].fingerprint);
  plan_->fingerprint = hasher.digest();
}

}  // namespace lattice::compile
