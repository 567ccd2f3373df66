// Compositions built by hand: a tree of specs, flattened as the loader would do it.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "eval/evaluator.h"
#include "ir/catalog.h"

namespace lattice::eval::testing {

// Kinds of the catalog that every scene uses.
enum : std::size_t { kPlainEffect, kTypedEffect, kCrossfade, kWipe };

// Params of kTypedEffect, in the schema's order.
enum : std::size_t {
  kNumber,
  kInteger,
  kVec2,
  kVec3,
  kColor,
  kBoolean,
  kChoice,
  kString,
  kArray,
  kCurve,
  kTypedParamCount
};

struct TransitionSpec {
  std::size_t kind = kCrossfade;
  std::int64_t duration_frames = 0;
  double soft_edge = 0;  // kWipe's only param
};

struct NodeSpec {
  ir::NodeKind kind = ir::NodeKind::leaf;
  std::string id;
  std::int64_t start = 0, end = 0;
  std::vector<NodeSpec> children;
  double width = 10, height = 10;
  std::vector<std::size_t> effects;  // kinds; params stay at their defaults
  std::optional<TransitionSpec> in, out;
  std::function<void(ir::Node&, ir::Composition&)> change;

  NodeSpec& size(double w, double h);
  NodeSpec& effect(std::size_t kind);
  NodeSpec& transition_in(const TransitionSpec& spec);
  NodeSpec& transition_out(const TransitionSpec& spec);
  NodeSpec& opacity(double value);
  NodeSpec& at(double x, double y);
  NodeSpec& with(std::function<void(ir::Node&, ir::Composition&)> edit);
};

NodeSpec leaf(const std::string& id, std::int64_t start, std::int64_t end);
NodeSpec group(const std::string& id, std::int64_t start, std::int64_t end,
               std::vector<NodeSpec> children);
NodeSpec stack(const std::string& id, std::int64_t start, std::int64_t end,
               std::vector<NodeSpec> children);
// Its range is as long as its children with their overlaps.
NodeSpec sequence(const std::string& id, std::int64_t start, std::vector<NodeSpec> children);

// A track of {frame, value, ease}; linear where no ease is given.
anim::F64 keys(ir::Composition& composition, const std::vector<anim::Key>& track);

// Ids of the nodes of some units in painter's order, "a (b c) d": brackets hold what is inside
// the group unit before them.
std::string units_text(const ir::Composition& composition, const EvaluatedGraph& graph,
                       std::uint32_t first, std::uint32_t end);
ir::NodeIdx find_node(const ir::Composition& composition, const std::string& id);

class Scene {
 public:
  // `change` edits the finished composition before the evaluator sees it.
  explicit Scene(const NodeSpec& root, std::int64_t duration_frames = 100,
                 const std::function<void(ir::Composition&)>& change = {});

  // With the lanes of all nodes. The graph is the scene's own and lives until the next call.
  template <class Number>
  const EvaluatedGraph& at(Number frame) {
    evaluator->evaluate(static_cast<double>(frame), graph, Sampling::all);
    return graph;
  }
  ir::NodeIdx find(const std::string& id) const { return find_node(composition, id); }
  const NodeState& state(const std::string& id) const;
  // Of the canvas.
  std::string units() const { return units_text(composition, graph, 0, graph.canvas_units); }
  // The only unit of a node; fails the test when there is none.
  const Unit& unit(const std::string& id) const;
  UnitIdx unit_index(const std::string& id) const;

  ir::Composition composition;
  ir::Catalog catalog;
  std::unique_ptr<assets::Store> store;
  std::unique_ptr<Evaluator> evaluator;
  EvaluatedGraph graph;

 private:
  ir::NodeIdx add(const NodeSpec& spec, ir::NodeIdx parent);
  ir::TextId add_text(const std::string& text);
  ir::AssetIdx add_asset(const NodeSpec& spec);
  ir::TransitionIdx add_transition(const TransitionSpec& spec);
  Span32 add_effects(const std::vector<std::size_t>& kinds);
  Span32 add_params(std::size_t kind);
};

ir::Catalog test_catalog();

}  // namespace lattice::eval::testing
