#include "eval/layers.h"

#include <algorithm>

#include "eval/timing.h"

namespace lattice::eval {
namespace {

constexpr std::uint32_t kNotVisible = ~std::uint32_t{0};

// Where the children of a node are drawn.
struct Scope {
  UnitIdx unit;                  // the isolated group around; none: the canvas
  image::Mat3 unit_from_parent;  // from the children's parent
  double opacity = 1;            // of what lies between `unit` and the children
};

// One walk over what a frame draws, depth first. Recursion is bounded by the nesting that the
// loader accepts.
class Walk {
 public:
  Walk(const LayerInput& input, LayerScratch& scratch, EvaluatedGraph& graph)
      : input_(input), scratch_(scratch), graph_(graph) {}

  // All units of an entry that stands on a canvas of its own.
  void draw_root(std::uint32_t entry) {
    scratch_.isolation.decide(input_.composition, input_.assets, input_.mattes, graph_, entry);
    draw(entry, {});
  }

 private:
  const NodeState& state(ir::NodeIdx index) const { return graph_.nodes[index.index()]; }

  // The unit that stands for the whole node; none when it draws nothing, or when its
  // children stand for themselves.
  UnitIdx draw(std::uint32_t entry, const Scope& scope) {
    const ir::NodeIdx index = graph_.visible[entry].node;
    if (!is_drawn(state(index))) return {};
    const ir::Node& node = input_.composition.node(index);
    const Scope inner = inside(index, scope);
    if (node.kind == ir::NodeKind::leaf) return draw_leaf(index, inner);
    if (scratch_.isolation.is_isolated(index)) return draw_isolated(entry, inner);
    draw_children(entry, inner);
    return {};
  }

  Scope inside(ir::NodeIdx index, const Scope& scope) {
    const NodeState& node = state(index);
    if (scope.unit.is_none()) return {scope.unit, node.canvas_from_node, node.opacity};
    if (!graph_.planes.empty())
      return {scope.unit,
              scratch_.flattening.lay(input_.composition, input_.properties,
                                      graph_.units[scope.unit.index()].node, index, graph_),
              scope.opacity * std::clamp(node.lanes.opacity, 0.0, 1.0)};
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
    if (node.effects.empty() && node.mask.is_none()) return;
    const anim::Moment moment =
        moment_of(input_.composition, node, state(unit.node).local_frame, graph_.properties);
    unit.effects = {static_cast<std::uint32_t>(graph_.effects.size()), node.effects.count};
    for (std::uint32_t i = node.effects.first; i < node.effects.end(); ++i)
      graph_.effects.push_back(
          {i, input_.params.resolve(i, moment, input_.cursors, graph_.values), inputs_of(i)});
    if (node.mask) unit.mask = add_mask(node.mask, moment);
  }

  MatteIdx want(ir::NodeIdx node) {
    const MatteIdx matte = input_.mattes.of(node);
    scratch_.is_wanted[matte.index()] = 1;
    return matte;
  }

  Span32 inputs_of(std::uint32_t effect) {
    const Span32 given = input_.composition.effects[effect].inputs;
    const auto source = [&](std::uint32_t i) { return input_.composition.inputs[i].node; };
    bool reads_node = false;
    for (std::uint32_t i = given.first; i < given.end(); ++i) reads_node = reads_node || source(i);
    if (!reads_node) return {};
    const Span32 out{static_cast<std::uint32_t>(graph_.inputs.size()), given.count};
    for (std::uint32_t i = given.first; i < given.end(); ++i)
      graph_.inputs.push_back(source(i) ? want(source(i)) : MatteIdx{});
    return out;
  }

  ResolvedMaskIdx add_mask(ir::MaskIdx index, const anim::Moment& moment) {
    const ir::Mask& mask = input_.composition.masks[index.index()];
    const anim::Curves& curves = input_.composition.curves;
    ResolvedMask out;
    out.mask = index;
    for (std::size_t i = 0; i < ir::lane_count(mask.source); ++i) {
      const double value = anim::sample(curves, mask.lanes[i], moment, &input_.cursors);
      const bool is_place = i < 2;
      out.lanes[i] = is_place ? value : std::max(value, 0.0);
    }
    out.feather = std::max(anim::sample(curves, mask.feather, moment, &input_.cursors), 0.0);
    if (mask.node) out.matte = want(mask.node);
    graph_.masks.push_back(out);
    return ResolvedMaskIdx{graph_.masks.size() - 1};
  }

  UnitIdx draw_leaf(ir::NodeIdx index, const Scope& inner) {
    if (state(index).culled) return {};
    const UnitIdx unit = add_unit(UnitKind::leaf, index, inner);
    finish_unit(unit);
    return unit;
  }

  // A group around nothing leaves no unit: there is nothing that an effect could turn
  // into something else.
  UnitIdx draw_isolated(std::uint32_t entry, const Scope& inner) {
    if (state(graph_.visible[entry].node).culled) return {};
    const UnitIdx unit = add_unit(UnitKind::group, graph_.visible[entry].node, inner);
    draw_children(entry, {unit, {}, 1});
    if (graph_.units.size() == unit.index() + 1) {
      graph_.units.pop_back();
      return {};
    }
    finish_unit(unit);
    return unit;
  }

  void draw_children(std::uint32_t entry, const Scope& inner) {
    const std::size_t first = scratch_.children.size();
    for (std::uint32_t child = entry + 1; child < graph_.visible[entry].end;
         child = graph_.visible[child].end)
      if (input_.mattes.of(graph_.visible[child].node).is_none())
        scratch_.children.push_back(child);
    order_children(input_.composition.node(graph_.visible[entry].node), first);

    const std::size_t count = scratch_.children.size();
    ir::NodeIdx sibling;
    UnitIdx previous;
    for (std::size_t i = first; i < count; ++i) {
      const std::uint32_t child = scratch_.children[i];
      const ir::NodeIdx node = graph_.visible[child].node;
      const UnitIdx unit = draw(child, inner);
      const ir::NodeIdx partner = input_.paired_siblings[node.index()];
      if (partner && partner == sibling && previous && unit) pair(previous, unit);
      previous = unit;
      sibling = node;
    }
    scratch_.children.resize(first);
  }

  // From the document's order to the painter's.
  void order_children(const ir::Node& node, std::size_t first) {
    const std::span children = std::span(scratch_.children).subspan(first);
    const bool is_overlap = node.kind == ir::NodeKind::sequence && children.size() == 2;
    if (is_overlap && leaves_alone(children[0], children[1])) std::swap(children[0], children[1]);
    if (node.depth_sort) sort_by_depth(children);
  }

  // Back to front; what is as far away stays in order.
  void sort_by_depth(std::span<std::uint32_t> children) {
    auto& ranked = scratch_.ranked;
    ranked.clear();
    for (const std::uint32_t child : children)
      ranked.push_back({view_depth(graph_.visible[child].node),
                        static_cast<std::uint32_t>(ranked.size()), child});
    std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
      return a.depth > b.depth || (a.depth == b.depth && a.place < b.place);
    });
    for (std::size_t i = 0; i < ranked.size(); ++i) children[i] = ranked[i].entry;
  }

  // Of the origin, along the view axis. What conditioning says of depth is for exports.
  double view_depth(ir::NodeIdx node) const {
    double depth = 0;
    if (!graph_.planes.empty())
      depth = graph_.planes[node.index()].depth.at_origin;
    else
      for (ir::NodeIdx at = node; at; at = transform_parent(input_.composition.node(at)))
        depth += state(at).lanes.z;
    return depth == depth ? depth : 0;  // an order needs numbers
  }

  // In a one-sided overlap of a sequence the child with the transition is on top: for the
  // one on its way out that is the other way round than the document says.
  bool leaves_alone(std::uint32_t from_entry, std::uint32_t to_entry) const {
    const auto& composition = input_.composition;
    const ir::NodeIdx from = graph_.visible[from_entry].node, to = graph_.visible[to_entry].node;
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
  LayerScratch& scratch_;
  EvaluatedGraph& graph_;
};

// Where the mattes are among what is visible.
void find_mattes(const MatteTable& mattes, LayerScratch& scratch, EvaluatedGraph& graph) {
  graph.mattes.clear();
  for (const ir::NodeIdx node : mattes.nodes()) graph.mattes.push_back({node});
  scratch.is_wanted.assign(mattes.nodes().size(), 0);
  scratch.matte_entries.assign(mattes.nodes().size(), kNotVisible);
  if (mattes.nodes().empty()) return;
  for (std::uint32_t entry = 0; entry < graph.visible.size(); ++entry)
    if (const MatteIdx matte = mattes.of(graph.visible[entry].node))
      scratch.matte_entries[matte.index()] = entry;
}

}  // namespace

void write_layers(const LayerInput& input, LayerScratch& scratch, EvaluatedGraph& graph) {
  graph.units.clear();
  graph.masks.clear();
  graph.effects.clear();
  graph.inputs.clear();
  graph.values.clear();
  find_mattes(input.mattes, scratch, graph);
  Walk walk(input, scratch, graph);
  if (!graph.visible.empty()) walk.draw_root(0);
  graph.canvas_units = static_cast<std::uint32_t>(graph.units.size());
  for (std::size_t i = 0; i < graph.mattes.size(); ++i) {
    Matte& matte = graph.mattes[i];
    matte.first = static_cast<std::uint32_t>(graph.units.size());
    if (scratch.is_wanted[i] && scratch.matte_entries[i] != kNotVisible)
      walk.draw_root(scratch.matte_entries[i]);
    matte.end = static_cast<std::uint32_t>(graph.units.size());
  }
}

}  // namespace lattice::eval
