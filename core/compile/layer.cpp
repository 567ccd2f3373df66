// Effects: what folds is multiplied into the layer, what does not becomes passes.
#include <cassert>
#include <cmath>

#include "compile/compiler.h"
#include "image/color.h"
#include "image/transfer.h"
#include "plugin/limits.h"

namespace lattice::compile {
namespace {

using image::Mat3;

// A matrix nearer to the identity than this moves no 8-bit or half-float value.
constexpr double kIdentityTolerance = 1e-7;

void set_identity(std::array<double, 20>& m) {
  m.fill(0);
  for (std::size_t i = 0; i < 4; ++i) m[i * 6] = 1;
}

bool is_identity(const std::array<double, 20>& m) {
  for (std::size_t i = 0; i < 20; ++i)
    if (std::abs(m[i] - (i % 6 == 0 && i < 19 ? 1 : 0)) > kIdentityTolerance) return false;
  return true;
}

// next(first(rgba)), both 4x5 with an added last column.
std::array<double, 20> compose(const double (&next)[20], const std::array<double, 20>& first) {
  std::array<double, 20> out{};
  for (std::size_t row = 0; row < 4; ++row) {
    for (std::size_t col = 0; col < 5; ++col) {
      double sum = col == 4 ? next[row * 5 + 4] : 0;
      for (std::size_t k = 0; k < 4; ++k) sum += next[row * 5 + k] * first[k * 5 + col];
      out[row * 5 + col] = sum;
    }
  }
  return out;
}

// Opacity before such a matrix is the same as opacity after it.
bool leaves_alpha_alone(const double (&m)[20]) {
  return m[3] == 0 && m[8] == 0 && m[13] == 0 && m[15] == 0 && m[16] == 0 && m[17] == 0 &&
         m[18] == 1 && m[19] == 0;
}

// What the colour kernel does to a pixel, done once to the colour of a solid.
image::Color recolor(const plan::ColorMatrix& matrix, const image::Color& c) {
  double in[4] = {c.r, c.g, c.b, c.a}, out[4];
  const bool linear = matrix.space == LATTICE_SPACE_LINEAR_SRGB;
  for (int i = 0; linear && i < 3; ++i) in[i] = image::srgb_to_linear(in[i]);
  for (std::size_t row = 0; row < 4; ++row) {
    const auto* m = matrix.m.data() + row * 5;
    out[row] = m[0] * in[0] + m[1] * in[1] + m[2] * in[2] + m[3] * in[3] + m[4];
    if (matrix.clamp) out[row] = std::min(std::max(out[row], 0.0), 1.0);
  }
  for (int i = 0; linear && i < 3; ++i) out[i] = image::linear_to_srgb(out[i]);
  return {out[0], out[1], out[2], out[3]};
}

}  // namespace

Layer Compiler::asset_layer(ir::AssetIdx index) const {
  const ir::Asset& asset = context_.composition->assets[index.index()];
  const AssetFacts& facts = context_.assets[index.index()];
  Layer layer;
  layer.draw.extent = {0, 0, facts.width, facts.height};
  layer.first_color = static_cast<std::uint32_t>(plan_->colors.size());
  const bool is_rectangle =
      asset.kind == ir::AssetKind::solid_rect || asset.kind == ir::AssetKind::null;
  if (is_rectangle) {
    layer.draw.kind = plan::SourceKind::solid;
    layer.solid = asset.color;
  } else {
    layer.draw.kind = plan::SourceKind::asset;
    layer.draw.asset.asset = index.value;
  }
  return layer;
}

// Every plugin is asked once a frame.
Result<Span32> Compiler::fold_effects(const eval::Unit& unit, double scale) {
  Span32 out{static_cast<std::uint32_t>(folded_.size()), 0};
  for (std::uint32_t i = unit.effects.first; i < unit.effects.end(); ++i, ++out.count) {
    LATTICE_TRY_ASSIGN(Folded folded, fold_effect(unit, i, scale));
    folded_.push_back(folded);
  }
  return out;
}

Result<Compiler::Folded> Compiler::fold_effect(const eval::Unit& unit, std::uint32_t index,
                                               double scale) {
  const eval::ResolvedEffect& effect = graph_->effects[index];
  const ir::Effect& bound = context_.composition->effects[effect.effect];
  Folded out;
  out.instance = plan::InstanceId{effect.effect};
  out.values = scaled_values(
      bound.kind, {graph_->values.data() + effect.values.first, effect.values.count}, scale);
  out.frame = frame_at(out.instance, unit.node.value, scale);
  const lattice_frame frame = plan_->frame_of({out.instance, 0, out.values, out.frame});
  out.fold.struct_size = sizeof out.fold;
  const plugin::Filter& filter = filter_of(out.instance);
  if (const auto status = filter.fold(frame, out.fold); status != LATTICE_OK)
    return fail(filter.error(status, Code::plugin, where(unit.node.value)));
  return out;
}

Result<void> Compiler::apply_effects(Span32 effects, double scale, Placed& placed) {
  const Mat3 raster_from_local = Mat3::scaling(scale, scale);
  for (std::uint32_t i = effects.first; i < effects.end(); ++i) {
    const Folded folded = folded_[i];
    const bool passes = folded.fold.kind == LATTICE_FOLD_NONE;
    // A solid ends where its coverage does, whatever colour it takes.
    const bool lifts =
        !passes && needs_raster(folded.fold) && placed.layer.draw.kind != plan::SourceKind::solid;
    if (passes || lifts) {
      close_layer(placed.layer);
      const plan::SurfaceId pixels = materialize(placed, raster_from_local, false);
      if (passes) {
        LATTICE_TRY_ASSIGN(const plan::SurfaceId result,
                           run_effect(folded, pixels, scale, placed.node));
        replace_by_surface(placed, result, scale);
        continue;
      }
      replace_by_surface(placed, pixels, scale);
    }
    fold_into(placed, folded.fold, scale);
    if (lifts) {
      close_layer(placed.layer);
      replace_by_surface(placed, materialize(placed, raster_from_local, false), scale);
    }
  }
  close_layer(placed.layer);
  return {};
}

Result<plan::SurfaceId> Compiler::run_effect(const Folded& effect, plan::SurfaceId pixels,
                                             double scale, std::uint32_t node) {
  const ir::Composition& composition = *context_.composition;
  const Span32 inputs = composition.effects[effect.instance.index()].inputs;
  plan::SurfaceId ports[plugin::kMaxPorts] = {pixels};
  std::size_t count = 1;
  assert(inputs.count < plugin::kMaxPorts);
  for (std::uint32_t i = inputs.first; i < inputs.end(); ++i)
    ports[count++] = input_surface(composition.inputs[i].asset, scale, node);
  return emit_filter(effect.instance, effect.frame, effect.values, {ports, count}, node);
}

// An asset feeds a port 1:1 at the origin of the node's local space, in the raster that the
// effect runs in. None for a port that is not connected.
plan::SurfaceId Compiler::input_surface(ir::AssetIdx asset, double scale, std::uint32_t node) {
  if (asset.is_none()) return {};
  Placed input;
  input.layer = asset_layer(asset);
  input.node = node;
  close_layer(input.layer);
  return materialize(input, Mat3::scaling(scale, scale), false);
}

// From here on the layer is this surface of the node's own raster.
void Compiler::replace_by_surface(Placed& placed, plan::SurfaceId surface, double scale) {
  placed.layer = Layer{};
  placed.layer.draw = surface_draw(surface);
  placed.layer.local_from_source = Mat3::scaling(1 / scale, 1 / scale);
  placed.layer.first_color = static_cast<std::uint32_t>(plan_->colors.size());
}

void Compiler::fold_into(Placed& placed, const lattice_fold& fold, double scale) {
  Layer& layer = placed.layer;
  switch (fold.kind) {
    case LATTICE_FOLD_OPACITY: layer.opacity *= fold.opacity; return;
    case LATTICE_FOLD_AFFINE: {
      const auto& a = fold.affine;
      const Mat3 raster{{a[0], a[1], a[2], a[3], a[4], a[5], 0, 0, 1}};
      if (raster == Mat3{}) return;
      const Mat3 local = Mat3::scaling(1 / scale, 1 / scale) * raster * Mat3::scaling(scale, scale);
      layer.local_from_source = local * layer.local_from_source;
      layer.source_is_raster = false;
      placed.local_from_depth = local * placed.local_from_depth;
      placed.depth_is_raster = false;
      return;
    }
    case LATTICE_FOLD_COLOR:
      fold_color(layer, fold.color, fold.space, (fold.flags & LATTICE_FOLD_CLAMP) != 0);
      return;
    default: return;  // identity
  }
}

void Compiler::fold_color(Layer& layer, const double (&matrix)[20], std::uint16_t space,
                          bool clamp) {
  // srgb8 stores sRGB code values, so "as stored" and "srgb" are the same space.
  if (space == LATTICE_SPACE_UNKNOWN) space = LATTICE_SPACE_SRGB;
  if (layer.color_open && layer.color_space != space) close_color(layer, false);
  if (!layer.color_open) {
    set_identity(layer.color);
    layer.color_open = true;
    layer.color_space = space;
  }
  if (layer.opacity != 1 && !leaves_alpha_alone(matrix)) {
    double alpha[20] = {};
    alpha[0] = alpha[6] = alpha[12] = 1;
    alpha[18] = layer.opacity;
    layer.color = compose(alpha, layer.color);
    layer.opacity = 1;
  }
  layer.color = compose(matrix, layer.color);
  if (clamp) close_color(layer, true);
}

void Compiler::close_color(Layer& layer, bool clamp) {
  if (!layer.color_open) return;
  layer.color_open = false;
  if (!clamp && is_identity(layer.color)) return;
  plan::ColorMatrix& out = plan_->colors.emplace_back();
  for (std::size_t i = 0; i < 20; ++i) out.m[i] = static_cast<float>(layer.color[i]);
  out.space = layer.color_space;
  out.clamp = clamp;
}

// Ends the run of the layer's colours; a solid takes them into its colour at once.
void Compiler::close_layer(Layer& layer) {
  close_color(layer, false);
  const Span32 colors{layer.first_color,
                      static_cast<std::uint32_t>(plan_->colors.size()) - layer.first_color};
  if (layer.draw.kind != plan::SourceKind::solid) {
    layer.draw.colors = colors;
    return;
  }
  for (std::uint32_t i = colors.first; i < colors.end(); ++i)
    layer.solid = recolor(plan_->colors[i], layer.solid);
  layer.draw.color = image::to_premul_rgba8(layer.solid);
  plan_->colors.resize(colors.first);
}

// The closed layer as a draw into a raster.
plan::Draw Compiler::finish_layer(const Placed& placed, const Mat3& raster_from_local,
                                  double opacity) const {
  const Layer& layer = placed.layer;
  plan::Draw draw = layer.draw;
  draw.opacity = layer.opacity * opacity;
  draw.output_from_source =
      layer.source_is_raster ? Mat3{} : raster_from_local * layer.local_from_source;
  return draw;
}

Span32 Compiler::scaled_values(ir::KindId kind, std::span<const lattice_value> values,
                               double scale) {
  const Span32 span{static_cast<std::uint32_t>(plan_->values.size()),
                    static_cast<std::uint32_t>(values.size())};
  plan_->values.insert(plan_->values.end(), values.begin(), values.end());
  if (scale == 1) return span;
  const auto& scaling = scaling_params_[kind.index()];
  const auto& types = param_types_[kind.index()];
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!scaling[i]) continue;
    lattice_value& value = plan_->values[span.first + i];
    switch (static_cast<ir::ParamType>(types[i])) {
      case ir::ParamType::f64: value.f64 *= scale; break;
      case ir::ParamType::vec2: value.vec2[0] *= scale, value.vec2[1] *= scale; break;
      case ir::ParamType::vec3:
        for (float& v : value.vec3) v = static_cast<float>(v * scale);
        break;
      default: break;
    }
  }
  return span;
}

}  // namespace lattice::compile
