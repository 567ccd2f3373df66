#include "eval/hashes.h"

#include <lattice/filter.h>

#include "ir/filter_seed.h"

namespace lattice::eval {
namespace {

// Assets whose picture is another one from frame to frame.
bool plays(const ir::Composition& composition, const ir::Asset& asset) {
  switch (asset.kind) {
    case ir::AssetKind::video:
    case ir::AssetKind::particles:
    case ir::AssetKind::mesh: return true;
    case ir::AssetKind::text: return !composition.details.text[asset.detail].animators.empty();
    default: return false;
  }
}

}  // namespace

void hash_value(Hasher& hasher, ir::ParamType type, const lattice_value& v) {
  switch (type) {
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

GraphHasher::GraphHasher(const ir::Composition& composition, const ir::Catalog& catalog,
                         const assets::Store& assets, const Evaluator& evaluator)
    : composition_(composition),
      catalog_(catalog),
      assets_(assets),
      evaluator_(evaluator),
      effects_(composition.effects.size()),
      transitions_(composition.transitions.size()) {
  settings_ = settings_digest();
  for (const ir::Mask& mask : composition.masks) masks_.push_back(digest_of(mask));
  for (const ir::Node& node : composition.nodes) add_filters(node);
}

// What every filter sees, and every blend works in.
Hash128 GraphHasher::settings_digest() {
  hasher_.reset();
  hasher_.i64(composition_.width);
  hasher_.i64(composition_.height);
  hasher_.i64(composition_.fps.num);
  hasher_.i64(composition_.fps.den);
  hasher_.u8(static_cast<std::uint8_t>(composition_.working));
  return hasher_.digest();
}

void GraphHasher::add_filters(const ir::Node& node) {
  if (node.transition_in)
    transitions_[node.transition_in.index()] = digest_of(
        composition_.transitions[node.transition_in.index()].kind, node, ir::kTransitionIn);
  if (node.transition_out)
    transitions_[node.transition_out.index()] = digest_of(
        composition_.transitions[node.transition_out.index()].kind, node, ir::kTransitionOut);
  for (std::uint32_t i = 0; i < node.effects.count; ++i) {
    const std::uint32_t effect = node.effects.first + i;
    effects_[effect] = digest_of(composition_.effects[effect].kind, node, ir::kFirstEffect + i);
  }
}

// Every filter is told the rate of the composition that its node is in. One that varies draws
// from a seed of its own.
GraphHasher::FilterDigest GraphHasher::digest_of(ir::KindId kind, const ir::Node& node,
                                                 std::uint32_t place) {
  const bool varies = (catalog_[kind].flags & LATTICE_FILTER_VARIES) != 0;
  hasher_.reset();
  hasher_.text(catalog_[kind].id);
  hasher_.u32(catalog_[kind].content_version);
  const Rational fps = composition_.fps_of(node);
  hasher_.i64(fps.num);
  hasher_.i64(fps.den);
  if (varies) hasher_.u64(ir::filter_seed(composition_, node, place));
  return {hasher_.digest(), varies};
}

Hash128 GraphHasher::digest_of(const ir::Mask& mask) {
  hasher_.reset();
  hasher_.u8(static_cast<std::uint8_t>(mask.source));
  hasher_.u8(static_cast<std::uint8_t>(mask.mode));
  hasher_.u8(mask.inverted);
  if (mask.mode == ir::MaskMode::stencil) hasher_.f64(mask.threshold);
  hasher_.u32(mask.verbs.count);
  for (std::uint32_t i = mask.verbs.first; i < mask.verbs.end(); ++i)
    hasher_.u8(static_cast<std::uint8_t>(composition_.mask_verbs[i]));
  for (std::uint32_t i = mask.points.first; i < mask.points.end(); ++i) {
    hasher_.f64(composition_.mask_points[i].x);
    hasher_.f64(composition_.mask_points[i].y);
  }
  return hasher_.digest();
}

// Mattes from the last one: each comes before those that it needs.
void GraphHasher::hash(const EvaluatedGraph& graph, GraphHashes& out) {
  graph_ = &graph;
  out_ = &out;
  out.effects.resize(graph.effects.size());
  out.units.resize(graph.units.size());
  out.mattes.resize(graph.mattes.size());
  for (std::size_t i = graph.mattes.size(); i-- > 0;) {
    const Matte& matte = graph.mattes[i];
    hash_units(matte.first, matte.end);
    hasher_.reset();
    hash_siblings(matte.first, matte.end);
    out.mattes[i] = hasher_.digest();
  }
  hash_units(0, graph.canvas_units);
  hasher_.reset();
  hasher_.hash(settings_);
  const image::Color& background = composition_.background;
  for (const double v : {background.r, background.g, background.b, background.a}) hasher_.f64(v);
  hash_siblings(0, graph.canvas_units);
  out.frame = hasher_.digest();
}

// From the last one: a group comes before what is inside it.
void GraphHasher::hash_units(std::uint32_t first, std::uint32_t end) {
  for (std::uint32_t i = end; i-- > first;) {
    const Unit& unit = graph_->units[i];
    hash_effects(unit);
    UnitHash& hash = out_->units[i];
    hash.content = content_of(unit, i);
    hash.unit = unit_of(unit, hash.content);
  }
}

// Adds the units of one group, or of a canvas, and who of them pairs with the next.
void GraphHasher::hash_siblings(std::uint32_t first, std::uint32_t end) {
  for (std::uint32_t i = first; i < end; i = graph_->units[i].subtree_end) {
    const Unit& unit = graph_->units[i];
    hasher_.hash(out_->units[i].unit);
    hasher_.u8(unit.pair && unit.pair.value == unit.subtree_end ? 1 : 0);
  }
}

void GraphHasher::hash_effects(const Unit& unit) {
  for (std::uint32_t i = unit.effects.first; i < unit.effects.end(); ++i) {
    const ResolvedEffect& effect = graph_->effects[i];
    const ir::Effect& made = composition_.effects[effect.effect];
    const FilterDigest& digest = effects_[effect.effect];
    hasher_.reset();
    hasher_.hash(digest.kind);
    if (digest.varies) hasher_.f64(graph_->nodes[unit.node.index()].local_frame);
    const auto& schema = catalog_[made.kind].params;
    for (std::uint32_t k = 0; k < effect.values.count; ++k)
      hash_value(hasher_, schema[k].type, graph_->values[effect.values.first + k]);
    for (std::uint32_t k = 0; k < made.inputs.count; ++k) {
      const ir::Input& input = composition_.inputs[made.inputs.first + k];
      hasher_.u8(input.asset ? 1 : input.node ? 2 : 0);
      if (input.asset) add_asset(input.asset, unit.node);
      if (!input.node) continue;
      // A node stands where it stands on the canvas, whatever moves the unit that reads it.
      hasher_.hash(out_->mattes[graph_->inputs[effect.inputs.first + k].index()]);
      for (const double v : graph_->nodes[unit.node.index()].canvas_from_node.m) hasher_.f64(v);
    }
    out_->effects[i] = hasher_.digest();
  }
}

Hash128 GraphHasher::content_of(const Unit& unit, std::uint32_t index) {
  hasher_.reset();
  hasher_.hash(settings_);
  hasher_.u8(static_cast<std::uint8_t>(unit.kind));
  if (unit.kind == UnitKind::leaf)
    add_asset(composition_.node(unit.node).asset, unit.node);
  else
    hash_siblings(index + 1, unit.subtree_end);
  hasher_.u32(unit.effects.count);
  for (std::uint32_t i = unit.effects.first; i < unit.effects.end(); ++i)
    hasher_.hash(out_->effects[i]);
  hasher_.u8(unit.mask ? 1 : 0);
  if (unit.mask) {
    const ResolvedMask& mask = graph_->masks[unit.mask.index()];
    add_mask(mask, unit.node);
    if (mask.matte)
      for (const double v : graph_->nodes[unit.node.index()].canvas_from_node.m) hasher_.f64(v);
  }
  return hasher_.digest();
}

// One that plays does so in the time of the node that shows or reads it, and particles draw from
// the seed of its composition.
void GraphHasher::add_asset(ir::AssetIdx asset, ir::NodeIdx node) {
  hasher_.hash(assets_[asset].content);
  if (!plays(composition_, composition_.assets[asset.index()])) return;
  const Rational fps = composition_.fps_of(composition_.node(node));
  hasher_.i64(fps.num);
  hasher_.i64(fps.den);
  hasher_.f64(graph_->nodes[node.index()].local_frame);
  hasher_.u64(composition_.seed_of(composition_.node(node)));
  const ir::Asset& played = composition_.assets[asset.index()];
  if (played.kind != ir::AssetKind::particles) return;
  const ir::AssetIdx sprite = composition_.details.particles[played.detail].sprite;
  if (sprite) add_asset(sprite, node);
}

void GraphHasher::add_mask(const ResolvedMask& mask, ir::NodeIdx node) {
  hasher_.hash(masks_[mask.mask.index()]);
  const ir::AssetIdx asset = composition_.masks[mask.mask.index()].asset;
  if (asset) add_asset(asset, node);
  for (const double v : mask.lanes) hasher_.f64(v);
  hasher_.f64(mask.feather);
  if (mask.matte) hasher_.hash(out_->mattes[mask.matte.index()]);
}

Hash128 GraphHasher::unit_of(const Unit& unit, const Hash128& content) {
  hasher_.reset();
  hasher_.hash(content);
  hasher_.u8(static_cast<std::uint8_t>(unit.blend));
  for (const double v : unit.parent_from_node.m) hasher_.f64(v);
  hasher_.f64(unit.opacity);
  hasher_.f64(unit.z);
  add_plane(unit);
  add_transition(unit, unit.transition_in);
  add_transition(unit, unit.transition_out);
  add_motion_blur(composition_.node(unit.node));
  return hasher_.digest();
}

void GraphHasher::add_transition(const Unit& unit, const ResolvedTransition& resolved) {
  hasher_.u8(resolved.transition ? 1 : 0);
  if (!resolved.transition) return;
  const FilterDigest& digest = transitions_[resolved.transition.index()];
  hasher_.hash(digest.kind);
  hasher_.f64(resolved.progress);
  if (digest.varies) hasher_.f64(graph_->nodes[unit.node.index()].local_frame);
  const ir::KindId kind = composition_.transitions[resolved.transition.index()].kind;
  const auto values = evaluator_.transition_values(resolved.transition);
  for (std::size_t i = 0; i < values.size(); ++i)
    hash_value(hasher_, catalog_[kind].params[i].type, values[i]);
}

// Where it lies in space: depth within the plane, and what of it is out of sight.
void GraphHasher::add_plane(const Unit& unit) {
  hasher_.u8(graph_->nodes[unit.node.index()].culled);
  if (graph_->planes.empty()) return;
  const Plane& plane = graph_->planes[unit.node.index()];
  for (const double v : {plane.depth.per_x, plane.depth.per_y, plane.depth.at_origin,
                         plane.depth_offset, graph_->projection.near, graph_->projection.far})
    hasher_.f64(v);
}

// Takes in what is around the frame.
void GraphHasher::add_motion_blur(const ir::Node& node) {
  const ir::MotionBlur& blur = node.motion_blur
                                   ? composition_.motion_blurs[node.motion_blur.index()]
                                   : composition_.motion_blur;
  hasher_.i64(blur.samples);
  if (blur.samples <= 1) return;
  hasher_.f64(blur.shutter_angle_deg);
  hasher_.f64(blur.shutter_phase_deg);
  hasher_.f64(graph_->frame);
}

}  // namespace lattice::eval
