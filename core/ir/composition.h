// The normal form of a composition: flat arrays addressed by dense ids. Built once by
// `schema`, finished by the normalize passes, then immutable and shared by all threads.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "anim/anim.h"
#include "base/ids.h"
#include "base/rational.h"
#include "image/color.h"
#include "ir/catalog.h"

namespace lattice::ir {

using NodeIdx = Id<struct NodeTag>;
using AssetIdx = Id<struct AssetTag>;
using TextId = Id<struct TextTag>;  // into Composition::texts, for people only

enum class NodeKind : std::uint8_t { leaf, group, stack, sequence };
enum class Blend : std::uint8_t { normal };

const char* name_of(NodeKind kind);
const char* name_of(Blend blend);

// Local matrix: T(translate) T(anchor) R(rotation) Skew Scale T(-anchor). Angles in radians.
struct Transform {
  anim::F64 translate_x, translate_y;
  anim::F64 rotation_rad;
  anim::F64 scale_x{1, {}}, scale_y{1, {}};
  anim::F64 anchor_x, anchor_y;
  anim::F64 skew_x_rad, skew_y_rad;
  anim::F64 z;  // canvas units, away from the viewer
};

// One value of a kind's schema. Types that animate use `lanes` (vec2: 2, colour: 4
// straight RGBA); bool, choice and int use lanes[0].constant; arrays and strings lie in
// Composition::numbers and ::texts.
struct Param {
  std::array<anim::F64, 4> lanes{};
  // The lanes of a colour are r, g, b times a, and a: what keyframes interpolate.
  bool premultiplied = false;
  Span32 numbers;
  TextId text;
};

struct Effect {
  KindId kind;
  Span32 params;  // into Composition::params, one per schema entry, in its order
  TextId pointer;
  Span32 inputs{};  // into Composition::inputs, one per port after "src"
};

struct Transition {
  KindId kind;
  std::int64_t duration_frames = 0;
  anim::Ease ease = anim::Ease::linear;  // of progress
  std::uint32_t ease_shape = 0;          // into Curves::shapes, for eases with a shape
  Span32 params;                         // constant
  TextId pointer;
};

using TransitionIdx = Id<struct TransitionTag>;

struct Node {
  NodeKind kind = NodeKind::leaf;
  Blend blend = Blend::normal;
  bool own_depth = false;  // conditioning.depth replaces z in the depth plane
  NodeIdx parent;
  Span32 children;  // into Composition::child_nodes, painter's order
  AssetIdx asset;   // leaves
  // Visible while start <= parent's local frame < end.
  std::int64_t start_frame = 0, end_frame = 0;
  // Set by the `sequences` pass: where a sequence's child begins in the sequence's local
  // time, overlaps subtracted. 0 for all others.
  std::int64_t sequence_offset_frames = 0;
  Transform transform;
  anim::F64 opacity{1, {}};
  anim::F64 depth;  // with own_depth
  Span32 effects;   // into Composition::effects, applied in order
  TransitionIdx transition_in, transition_out;
  TextId id;
  TextId pointer;  // JSON pointer, for late errors

  std::int64_t duration_frames() const { return end_frame - start_frame; }
};

enum class AssetKind : std::uint8_t { image, solid_rect };

const char* name_of(AssetKind kind);

struct Asset {
  AssetKind kind = AssetKind::solid_rect;
  TextId key;  // its name, or its node's id for an inline asset
  TextId pointer;
  TextId source;                 // image: absolute path
  image::Color color;            // solid_rect, straight
  double width = 0, height = 0;  // solid_rect, pixels
};

struct Composition {
  std::int32_t width = 0, height = 0;
  image::Color background;  // straight
  Rational fps;
  std::int64_t duration_frames = 0;
  std::uint64_t seed = 0;

  std::vector<Node> nodes;  // document order: parents first, root is 0
  std::vector<NodeIdx> child_nodes;
  std::vector<Asset> assets;
  std::vector<Effect> effects;
  std::vector<AssetIdx> inputs;  // of effects; none: a port that is not connected
  std::vector<Transition> transitions;
  std::vector<Param> params;
  std::vector<double> numbers;
  anim::Curves curves;

  // Diagnostics, dumps and plugin string params; nothing looks anything up by them.
  std::vector<std::string> texts;
  TextId file;

  const std::string& text(TextId id) const { return texts[id.index()]; }
  const Node& node(NodeIdx id) const { return nodes[id.index()]; }
  // "scene.json:/root/kind/..., node "card"", for errors after load.
  std::string where(NodeIdx id) const;
};

}  // namespace lattice::ir
