// What one frame of a composition shows, before anything is said about how to draw it:
// the evaluator's output and the compiler's input. All arrays keep their capacity from
// frame to frame.
#pragma once
#include <lattice/param.h>

#include <cstdint>
#include <vector>

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

struct NodeState {
  bool visible = false;
  double local_frame = 0;  // not clamped; sub-frame values are legal
  Lanes lanes{};           // sampled at local_frame clamped to [0, duration - 1]
  double opacity = 1;      // its own times its ancestors', clamped to 0..1 each
  double z = 0;            // its own plus its ancestors'; conditioning.depth replaces it
  image::Mat3 canvas_from_node;
};

struct ResolvedEffect {
  std::uint32_t effect = 0;  // index into Composition::effects
  Span32 values;             // into EvaluatedGraph::values, in the schema's order
};

struct ResolvedTransition {
  ir::TransitionIdx transition;  // none: not within its window
  double progress = 0;           // ease(k / d), 0 <= progress < 1
};

enum class UnitKind : std::uint8_t { leaf, group };

using UnitIdx = Id<struct UnitTag>;

// An atomic layer of compositing: a leaf, or a group that has to be isolated in a surface
// of its own. Groups that need no isolation leave no unit: their transform, opacity and z
// are already in their children's.
struct Unit {
  UnitKind kind = UnitKind::leaf;
  ir::Blend blend = ir::Blend::normal;
  ir::NodeIdx node;
  UnitIdx parent;                 // the group unit around it; none: the canvas
  std::uint32_t subtree_end = 0;  // units [own index + 1, subtree_end) lie inside it
  image::Mat3 parent_from_node;   // into the local space of `parent`, or the canvas
  double opacity = 1;             // relative to `parent`
  double z = 0;                   // leaves: what the depth plane shows
  Span32 effects;                 // into EvaluatedGraph::effects
  ResolvedTransition transition_in, transition_out;
  UnitIdx pair;  // the sibling on the other side of its transition; symmetric
};

struct EvaluatedGraph {
  std::int64_t frame = 0;
  std::vector<double> properties;  // what expressions come to: Moment::properties
  ir::ComputedIdx not_finite;      // the first that is no finite number; 0 stands for it
  std::vector<NodeState> nodes;    // by NodeIdx
  std::vector<Unit> units;         // painter's order; a group unit precedes its content
  std::vector<ResolvedEffect> effects;
  std::vector<lattice_value> values;  // lengths still in canonical pixels
};

}  // namespace lattice::eval
