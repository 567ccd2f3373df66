// A node of the normal form and what hangs on it. Spans and ids point into the tables of
// Composition.
#pragma once
#include <array>
#include <cstdint>

#include "anim/anim.h"
#include "base/ids.h"
#include "image/blend.h"
#include "ir/catalog.h"
#include "ir/ids.h"

namespace lattice::ir {

// `selector` is the format's "switch": of its children the one that `active` names is shown.
// A `comp_ref` has one child, the root of the composition that it stands for.
enum class NodeKind : std::uint8_t { leaf, group, stack, sequence, selector, comp_ref };

// As the format writes them.
const char* name_of(NodeKind kind);

// Local matrix: T(translate, z) T(anchor) Rz Ry Rx Skew Scale T(-anchor). Angles in radians.
struct Transform {
  anim::F64 translate_x, translate_y;
  anim::F64 rotation_rad;
  anim::F64 scale_x{1, {}}, scale_y{1, {}};
  anim::F64 anchor_x, anchor_y;
  anim::F64 skew_x_rad, skew_y_rad;
  anim::F64 z;  // canvas units, away from the viewer
  anim::F64 rotation_x_rad, rotation_y_rad;
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

// What feeds a further port of an effect: an asset, a node, or nothing.
struct Input {
  AssetIdx asset;
  NodeIdx node;

  bool is_none() const { return asset.is_none() && node.is_none(); }
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

enum class MaskSource : std::uint8_t { node, asset, rect, rounded_rect, ellipse, path };
enum class MaskMode : std::uint8_t { alpha, luma, stencil };

const char* name_of(MaskSource source);
const char* name_of(MaskMode mode);

// What is left of a node's picture. Shapes lie in the node's local space, in pixels.
struct Mask {
  MaskSource source = MaskSource::rect;
  MaskMode mode = MaskMode::alpha;
  bool inverted = false;
  double threshold = 0.5;  // stencil: coverage from here on is whole, below it none
  NodeIdx node;            // of the same composition, no ancestor; it is never drawn
  AssetIdx asset;
  // rect: x, y, width, height; rounded_rect: and radius; ellipse: cx, cy, rx, ry
  std::array<anim::F64, 5> lanes{};
  Span32 verbs, points;  // path: into Composition::mask_verbs and ::mask_points
  anim::F64 feather;     // sigma of a Gaussian
  TextId pointer;
};

using MaskIdx = Id<struct MaskTag>;

// The names of a mask's lanes, in their order.
std::size_t lane_count(MaskSource source);
const char* lane_name(MaskSource source, std::size_t lane);

// ---- Layout: the subset of CSS flexible boxes and grids ------------------------------

enum class Display : std::uint8_t { none, flex, grid };
enum class Direction : std::uint8_t { row, column };
enum class Wrap : std::uint8_t { no_wrap, wrap };
enum class Position : std::uint8_t { relative, absolute };
// `normal` is what CSS does when nothing is said.
enum class Align : std::uint8_t {
  normal,
  start,
  end,
  center,
  stretch,
  space_between,
  space_around,
  space_evenly
};

const char* name_of(Display display);
const char* name_of(Direction direction);
const char* name_of(Wrap wrap);
const char* name_of(Position position);
const char* name_of(Align align);

struct Dimension {
  enum class Unit : std::uint8_t { automatic, px, percent };
  Unit unit = Unit::automatic;
  anim::F64 value;  // px; percent: constant, 50 is one half
};

struct Edges {
  Dimension top, right, bottom, left;
};

struct Layout {
  Display display = Display::flex;
  Direction direction = Direction::row;
  Wrap wrap = Wrap::no_wrap;
  Position position = Position::relative;
  Align justify_content = Align::normal;
  Align align_items = Align::normal;
  Align align_content = Align::normal;
  std::uint32_t grid_columns = 0;  // equal ones; 0: one implicit column
  anim::F64 gap_x, gap_y;
  Edges padding, margin;  // all px
  Edges inset;            // px, or automatic where nothing is said
  anim::F64 flex_grow, flex_shrink{1, {}};
  Dimension width, height, min_width, min_height, max_width, max_height;
  TextId pointer;
};

using LayoutIdx = Id<struct LayoutTag>;

// How long the shutter is open, in degrees of a frame, and when it opens before it.
struct MotionBlur {
  std::int32_t samples = 1;  // 1: none
  double shutter_angle_deg = 180;
  double shutter_phase_deg = -90;
};

using MotionBlurIdx = Id<struct MotionBlurTag>;

// Labels for exports; pixels do not depend on them.
struct Labels {
  TextId semantic;
  std::int64_t instance = -1;  // -1: none
  bool mask = false;           // the node has a mask layer of its own
};

using DomainIdx = Id<struct DomainTag>;

// ---- Nodes -------------------------------------------------------------------------

struct Node {
  NodeKind kind = NodeKind::leaf;
  image::Blend blend = image::Blend::normal;
  bool own_depth = false;   // conditioning.depth replaces z in the depth plane
  bool depth_sort = false;  // children are drawn back to front
  NodeIdx parent;
  NodeIdx attached_to;  // the node whose transform it follows; none: its parent's
  Span32 children;      // into Composition::child_nodes, painter's order
  AssetIdx asset;       // leaves
  // Whose frames and seed it counts in; none: the composition's own.
  DomainIdx domain;
  DomainIdx inner_domain;  // comp_ref: that of what is inside
  // Visible while start <= parent's local frame < end.
  std::int64_t start_frame = 0, end_frame = 0;
  // Set by the `sequences` pass: where a sequence's child begins in the sequence's local
  // time, overlaps subtracted. 0 for all others.
  std::int64_t sequence_offset_frames = 0;
  Transform transform;
  anim::F64 opacity{1, {}};
  anim::F64 depth;   // with own_depth
  anim::F64 active;  // selector: place of the child that is shown, clamped to their number
  Span32 effects;    // into Composition::effects, applied in order
  MaskIdx mask;
  TransitionIdx transition_in, transition_out;
  LayoutIdx layout;
  MotionBlurIdx motion_blur;  // none: the composition's
  Labels labels;
  TextId id;
  TextId pointer;  // JSON pointer, for late errors

  std::int64_t duration_frames() const { return end_frame - start_frame; }
};

}  // namespace lattice::ir
