// Composition and time in, EvaluatedGraph out. One Evaluator per worker; composition,
// catalog and store are shared, only read, and outlive it.
#pragma once
#include <span>
#include <vector>

#include "assets/store.h"
#include "eval/clock.h"
#include "eval/expressions.h"
#include "eval/graph.h"
#include "eval/layers.h"
#include "eval/layout.h"
#include "eval/mattes.h"
#include "eval/params.h"
#include "eval/properties.h"
#include "eval/timing.h"

namespace lattice::eval {

// Whose lanes are looked at: of the nodes that can be seen, and of those whose transform these
// follow; or of all. What is seen is the same.
enum class Sampling : std::uint8_t { needed, all };

class Evaluator {
 public:
  Evaluator(const ir::Composition& composition, const ir::Catalog& catalog,
            const assets::Store& assets);

  // Any frame, also between two whole ones; outside of the root's range nothing is visible.
  // Allocates only while the graph's arrays still grow.
  void evaluate(double frame, EvaluatedGraph& graph, Sampling sampling = Sampling::needed);

  // NodeState::canvas_from_node of every node one frame before `frame`, the first frame's before
  // that; a node that was hidden then is where its lanes and those around it put it. For flow.
  // No graph is changed, and allocation is as in evaluate().
  void evaluate_previous(double frame, std::vector<image::Mat3>& canvas_from_node);

  // The composition's variables have changed. May allocate.
  void read_variables();

  // The params of an effect at its node's local frame 0, in the schema's order: what a
  // plugin instance is created with. `effect` is an index into Composition::effects.
  std::span<const lattice_value> static_values(std::uint32_t effect) const {
    return params_.effect(effect);
  }
  // The params of a transition, which never change.
  std::span<const lattice_value> transition_values(ir::TransitionIdx transition) const {
    return params_.transition(transition);
  }
  // Of the frame that was looked at last; after evaluate_previous() that is the one before.
  const NodeBoxes& boxes() const { return boxes_; }
  // A leaf's content in its local space: (0, 0) to its intrinsic size.
  image::RectF content_bounds(ir::NodeIdx leaf) const;

 private:
  std::vector<double> first_properties();
  void begin(double frame, EvaluatedGraph& graph);
  NodeState& sample_node(ir::NodeIdx node, EvaluatedGraph& graph);
  void sample_visible(ir::NodeIdx node, EvaluatedGraph& graph);
  void sample_followed(EvaluatedGraph& graph);
  void sample_rest(EvaluatedGraph& graph);
  void place_nodes(EvaluatedGraph& graph);
  void place_node(ir::NodeIdx node, EvaluatedGraph& graph);
  void place_flat(ir::NodeIdx node, EvaluatedGraph& graph);

  const ir::Composition& composition_;
  const assets::Store& assets_;
  anim::Cursors cursors_;
  Clock clock_;
  MatteTable mattes_;
  ExpressionLanes expressions_;
  ParamTable params_;
  PropertyTable properties_;
  NodeBoxes boxes_;
  bool has_attached_nodes_ = false;
  std::vector<ir::NodeIdx> paired_siblings_;  // see pairing_table()
  LayerScratch scratch_;
  EvaluatedGraph previous_;  // of evaluate_previous()
};

}  // namespace lattice::eval
