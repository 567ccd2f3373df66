// What one frame of a composition shows, before anything is said about how to draw it:
// the evaluator's output and the compiler's input. All arrays keep their capacity from
// frame to frame.
#pragma once
#include <lattice/param.h>

#include <array>
#include <cstdint>
#include <vector>

#include "eval/projection.h"
#include "image/mat3.h"
#include "ir/composition.h"

namespace lattice::eval {

// The sampled lanes of a node, whether it is visible or not.
struct Lanes {
  double translate_x, translate_y, rotation_rad, scale_x, scale_y;
  double anchor_x, anchor_y, skew_x_rad, skew_y_rad, z, opacity;
  double rotation_x_rad, rotation_y_rad;
  double active;  // of a switch
};

// All but `visible` is filled in for visible nodes, for those whose transform one of them
// follows, and with Sampling::all for all; the rest is as it was made.
struct NodeState {
  bool visible = false;  // in its range, as are all around it, and chosen by its switches
  bool is_sampled = false;
  bool is_matte = false;   // only feeds masks or inputs of effects, or lies within such a node
  double local_frame = 0;  // not clamped; sub-frame values are legal
  Lanes lanes{};           // sampled at local_frame clamped to [0, duration - 1]
  // Its own times its ancestors', clamped to 0..1 each; a matte begins anew. Of hidden nodes
  // with Sampling::all only.
  double opacity = 0;
  // The distance of its origin along the view axis; without a camera its own z plus its
  // ancestors'. conditioning.depth replaces it.
  double z = 0;
  image::Mat3 canvas_from_node;
  bool culled = false;  // of leaves and isolated groups: nothing of its plane can be drawn
};

// A node that can be seen, with all that can be seen of its subtree behind it.
struct VisibleNode {
  ir::NodeIdx node;
  std::uint32_t end = 0;  // entries [own place + 1, end) lie inside it
};

// A node that is drawn for masks and inputs of effects instead of the canvas: its units stand
// behind those of the canvas, as if it were alone on one, and `first` is `end` where it shows
// nothing or nobody asks for it.
struct Matte {
  ir::NodeIdx node;
  std::uint32_t first = 0, end = 0;  // into EvaluatedGraph::units
};

using MatteIdx = Id<struct MatteTag>;

struct ResolvedEffect {
  std::uint32_t effect = 0;  // index into Composition::effects
  Span32 values;             // into EvaluatedGraph::values, in the schema's order
  // Into EvaluatedGraph::inputs, one per port after "src"; empty when none is fed by a node.
  Span32 inputs{};
};

// What of a mask changes from frame to frame.
struct ResolvedMask {
  ir::MaskIdx mask;
  std::array<double, 5> lanes{};  // as ir::Mask has them; lengths are at least 0
  double feather = 0;             // at least 0
  MatteIdx matte;                 // of a mask that is a node
};

using ResolvedMaskIdx = Id<struct ResolvedMaskTag>;

struct ResolvedTransition {
  ir::TransitionIdx transition;  // none: not within its window
  double progress = 0;           // ease(k / d); some eases leave 0..1 on their way
};

enum class UnitKind : std::uint8_t { leaf, group };

using UnitIdx = Id<struct UnitTag>;

// An atomic layer of compositing: a leaf, or a group that has to be isolated in a surface
// of its own. Groups that need no isolation leave no unit: their transform, opacity and z
// are already in their children's.
struct Unit {
  UnitKind kind = UnitKind::leaf;
  image::Blend blend = image::Blend::normal;
  ir::NodeIdx node;
  UnitIdx parent;                 // the group unit around it; none: the canvas
  std::uint32_t subtree_end = 0;  // units [own index + 1, subtree_end) lie inside it
  image::Mat3 parent_from_node;   // into the local space of `parent`, or the canvas
  double opacity = 1;             // relative to `parent`
  double z = 0;                   // leaves: what the depth plane shows
  Span32 effects;                 // into EvaluatedGraph::effects
  ResolvedMaskIdx mask;           // after the effects, before opacity and blend
  ResolvedTransition transition_in, transition_out;
  UnitIdx pair;  // the sibling on the other side of its transition; symmetric
};

struct EvaluatedGraph {
  double frame = 0;
  std::vector<double> properties;  // what expressions come to: Moment::properties
  ir::ComputedIdx not_finite;      // the first that is no finite number; 0 stands for it
  std::vector<NodeState> nodes;    // by NodeIdx
  // By NodeIdx, of nodes that are placed; empty in a flat composition, whose nodes all lie in
  // planes parallel to the canvas, at the depth NodeState::z.
  std::vector<Plane> planes;
  Projection projection;             // of `planes`
  std::vector<ir::NodeIdx> sampled;  // those with NodeState::is_sampled
  std::vector<VisibleNode> visible;  // in the order of the document
  // Painter's order; a group unit precedes its content. The canvas has [0, canvas_units), what
  // follows are those of the mattes.
  std::vector<Unit> units;
  std::uint32_t canvas_units = 0;
  std::vector<Matte> mattes;  // all of the composition, each before those it needs itself
  std::vector<ResolvedMask> masks;
  std::vector<ResolvedEffect> effects;
  std::vector<MatteIdx> inputs;       // none: fed by an asset, or not connected
  std::vector<lattice_value> values;  // lengths still in canonical pixels
};

}  // namespace lattice::eval
