// Composition and time in, EvaluatedGraph out. One Evaluator per worker; composition,
// catalog and store are shared, only read, and outlive it.
#pragma once
#include <span>
#include <vector>

#include "assets/store.h"
#include "eval/expressions.h"
#include "eval/graph.h"
#include "eval/layers.h"
#include "eval/params.h"
#include "eval/properties.h"
#include "eval/timing.h"

namespace lattice::eval {

class Evaluator {
 public:
  Evaluator(const ir::Composition& composition, const ir::Catalog& catalog,
            const assets::Store& assets);

  // `frame` in [0, duration). Allocates only while the graph's arrays still grow.
  void evaluate(std::int64_t frame, EvaluatedGraph& graph);

  // The composition's variables have changed.
  void read_variables() { expressions_.read_variables(); }

  // The params of an effect at its node's local frame 0, in the schema's order: what a
  // plugin instance is created with. `effect` is an index into Composition::effects.
  std::span<const lattice_value> static_values(std::uint32_t effect) const {
    return params_.effect(effect);
  }
  // The params of a transition, which never change.
  std::span<const lattice_value> transition_values(ir::TransitionIdx transition) const {
    return params_.transition(transition);
  }
  // A leaf's content in its local space: (0, 0) to its intrinsic size.
  image::RectF content_bounds(ir::NodeIdx leaf) const;

 private:
  std::vector<double> first_properties();
  void set_times(std::int64_t frame, EvaluatedGraph& graph);
  void sample_lanes(EvaluatedGraph& graph);
  void place_nodes(EvaluatedGraph& graph);
  void place_node(ir::NodeIdx node, EvaluatedGraph& graph);

  const ir::Composition& composition_;
  const assets::Store& assets_;
  anim::Cursors cursors_;
  std::vector<NodeTiming> timings_;  // by NodeIdx
  ExpressionLanes expressions_;
  ParamTable params_;
  PropertyTable properties_;
  std::vector<ir::NodeIdx> transform_order_;
  std::vector<char> pairs_with_previous_;  // by NodeIdx, see pairing_table()
  LayerScratch scratch_;
};

}  // namespace lattice::eval
