#include "eval/layers.h"

#include <algorithm>

#include "eval/timing.h"

namespace lattice::eval {
namespace {

// Where the children of a node are drawn.
struct Scope {
  UnitIdx unit;                  // the isolated group around; none: the canvas
  image::Mat3 unit_from_parent;  // from the children's parent
  double opacity = 1;            // of what lies between `unit` and the children
};

// One walk over a frame's drawn nodes, depth first. Recursion is bounded by the nesting
// that the loader accepts.
class Walk {
 public:
  Walk(const LayerInput& input, const Isolation& isolation, EvaluatedGraph& graph)
      : input_(input), isolation_(isolation), graph_(graph) {}

  // The unit that stands for the whole node; none when it draws nothing, or when its
  // children stand for themselves.
  UnitIdx draw(ir::NodeIdx index, const Scope& scope) {
    if (!is_drawn(state(index))) return {};
    const ir::Node& node = input_.composition.node(index);
    const Scope inner = inside(index, scope);
    if (node.kind == ir::NodeKind::leaf) return draw_leaf(index, inner);
    if (isolation_.is_isolated(index)) return draw_isolated(index, inner);
    draw_children(index, inner);
    return {};
  }

 private:
  const NodeState& state(ir::NodeIdx index) const { return graph_.nodes[index.index()]; }

  Scope inside(ir::NodeIdx index, const Scope& scope) const {
    const NodeState& node = state(index);
    if (scope.unit.is_none()) return {scope.unit, node.canvas_from_node, node.opacity};
    if (input_.composition.node(index).attached_to)
      return {scope.unit, unit_from_canvas(scope.unit) * node.canvas_from_node,
              scope.opacity * std::clamp(node.lanes.opacity, 0.0, 1.0)};
    return {scope.unit, scope.unit_from_parent * input_.properties.parent_from_node(index),
            scope.opacity * std::clamp(node.lanes.opacity, 0.0, 1.0)};
  }

  // A group that is scaled to nothing shows nothing, wherever its content is.
  image::Mat3 unit_from_canvas(UnitIdx unit) const {
    const ir::NodeIdx node = graph_.units[unit.index()].node;
    return image::inverse(state(node).canvas_from_node).value_or(image::Mat3{});
  }

  UnitIdx add_unit(UnitKind kind, ir::NodeIdx index, const Scope& inner) {
    const ir::Node& node = input_.composition.node(index);
    const double local_frame = state(index).local_frame;
    Unit unit;
    unit.kind = kind;
    unit.blend = node.blend;
    unit.node = index;
    unit.parent = inner.unit;
    unit.parent_from_node = inner.unit_from_parent;
    unit.opacity = inner.opacity;
    unit.z = state(index).z;
    unit.transition_in = transition_in_at(input_.composition, node, local_frame);
    unit.transition_out = transition_out_at(input_.composition, node, local_frame);
    const UnitIdx result{graph_.units.size()};
    graph_.units.push_back(unit);
    return result;
  }

  // Called when all units inside are there.
  void finish_unit(UnitIdx index) {
    Unit& unit = graph_.units[index.index()];
    unit.subtree_end = static_cast<std::uint32_t>(graph_.units.size());
    const ir::Node& node = input_.composition.node(unit.node);
    const anim::Moment moment =
        moment_of(input_.composition, node, state(unit.node).local_frame, graph_.properties);
    unit.effects = {static_cast<std::uint32_t>(graph_.effects.size()), node.effects.count};
    for (std::uint32_t i = node.effects.first; i < node.effects.end(); ++i)
      graph_.effects.push_back(
          {i, input_.params.resolve(i, moment, input_.cursors, graph_.values)});
  }

  UnitIdx draw_leaf(ir::NodeIdx index, const Scope& inner) {
    const UnitIdx unit = add_unit(UnitKind::leaf, index, inner);
    finish_unit(unit);
    return unit;
  }

  // A group around nothing leaves no unit: there is nothing that an effect could turn
  // into something else.
  UnitIdx draw_isolated(ir::NodeIdx index, const Scope& inner) {
    const UnitIdx unit = add_unit(UnitKind::group, index, inner);
    draw_children(index, {unit, {}, 1});
    if (graph_.units.size() == unit.index() + 1) {
      graph_.units.pop_back();
      return {};
    }
    finish_unit(unit);
    return unit;
  }

  void draw_children(ir::NodeIdx index, const Scope& inner) {
    const ir::Node& node = input_.composition.node(index);
    const auto children = children_at(input_.composition, node, state(index).local_frame);
    const bool is_sequence = node.kind == ir::NodeKind::sequence;
    UnitIdx previous;
    for (std::size_t i = 0; i < children.size(); ++i) {
      if (is_sequence && i + 1 < children.size() && leaves_alone(children[i], children[i + 1])) {
        draw(children[i + 1], inner);
        draw(children[i], inner);
        return;  // two children of a sequence are the most there can be
      }
      const UnitIdx unit = draw(children[i], inner);
      if (input_.pairs_with_previous[children[i].index()] && previous && unit) pair(previous, unit);
      previous = unit;
    }
  }

  // In a one-sided overlap of a sequence the child with the transition is on top: for the
  // one on its way out that is the other way round than the document says.
  bool leaves_alone(ir::NodeIdx from, ir::NodeIdx to) const {
    const auto& composition = input_.composition;
    return transition_out_at(composition, composition.node(from), state(from).local_frame)
               .transition &&
           !transition_in_at(composition, composition.node(to), state(to).local_frame).transition;
  }

  void pair(UnitIdx from, UnitIdx to) {
    Unit& a = graph_.units[from.index()];
    Unit& b = graph_.units[to.index()];
    if (a.transition_out.transition.is_none() || b.transition_in.transition.is_none()) return;
    a.pair = to;
    b.pair = from;
  }

  const LayerInput& input_;
  const Isolation& isolation_;
  EvaluatedGraph& graph_;
};

}  // namespace

void write_layers(const LayerInput& input, LayerScratch& scratch, EvaluatedGraph& graph) {
  graph.units.clear();
  graph.effects.clear();
  graph.values.clear();
  scratch.isolation.decide(input.composition, input.assets, graph);
  Walk(input, scratch.isolation, graph).draw(ir::NodeIdx{0}, {});
}

}  // namespace lattice::eval
