#include "eval/layout.h"

#include <algorithm>

#include "eval/layout_style.h"
#include "eval/timing.h"

namespace lattice::eval {

using layout::BoxIdx;
using layout::kX;
using layout::kY;

bool is_displayed(const ir::Composition& composition, const ir::Node& node) {
  return !node.layout || composition.layouts[node.layout.index()].display != ir::Display::none;
}

// Pictures do not flow: they are as wide and as high as they are.
class NodeBoxes::Sizes final : public layout::Content {
 public:
  explicit Sizes(const NodeBoxes& boxes) : boxes_(boxes) {}

  double min_width(BoxIdx leaf) override { return boxes_.rows_[leaf.index()].width; }
  double max_width(BoxIdx leaf) override { return boxes_.rows_[leaf.index()].width; }
  double height(BoxIdx leaf, double) override { return boxes_.rows_[leaf.index()].height; }

 private:
  const NodeBoxes& boxes_;
};

NodeBoxes::NodeBoxes(const ir::Composition& composition, const assets::Store& assets)
    : composition_(composition), assets_(assets) {
  if (composition.layouts.empty()) return;
  box_of_.resize(composition.nodes.size());
  for (std::size_t i = 0; i < composition.nodes.size(); ++i) {
    add(ir::NodeIdx{i});
    connect_comp_ref(ir::NodeIdx{i});
  }
}

bool NodeBoxes::arranges(ir::NodeIdx index) const {
  const ir::Node& node = composition_.node(index);
  return node.layout && node.kind != ir::NodeKind::leaf && node.kind != ir::NodeKind::comp_ref &&
         is_displayed(composition_, node);
}

void NodeBoxes::add(ir::NodeIdx index) {
  const ir::Node& node = composition_.node(index);
  const bool is_item = node.parent && arranges(node.parent);
  if ((!node.layout && !is_item) || !is_displayed(composition_, node)) return;
  const BoxIdx parent = is_item ? box_of_[node.parent.index()] : BoxIdx{};
  const layout::Style style = first_style(index);
  const BoxIdx box = arranges(index) ? tree_.add(parent, style) : tree_.add_leaf(parent, style);
  box_of_[index.index()] = box;
  if (!parent) roots_.push_back(box);
  if (node.layout && is_animated(composition_.layouts[node.layout.index()]))
    animated_.push_back(box);
  Row& added = rows_.emplace_back();
  added.node = index;
  if (node.kind != ir::NodeKind::leaf) return;
  added.width = assets_[node.asset].width;
  added.height = assets_[node.asset].height;
}

// A box that shows a composition is as large as the box of that composition's root, or as the
// canvas when the root has none.
void NodeBoxes::connect_comp_ref(ir::NodeIdx root) {
  const ir::NodeIdx parent = composition_.node(root).parent;
  if (!parent || composition_.node(parent).kind != ir::NodeKind::comp_ref) return;
  const BoxIdx comp_ref = box_of_[parent.index()];
  if (!comp_ref) return;
  if (const BoxIdx box = box_of_[root.index()])
    row(box).comp_ref = comp_ref;
  else
    windows_.push_back({comp_ref, root});
}

// Where the root of the whole composition says no size it has that of the canvas.
layout::Style NodeBoxes::first_style(ir::NodeIdx index) const {
  const ir::Node& node = composition_.node(index);
  if (!node.layout) return {};
  layout::Style style = style_of(composition_.layouts[node.layout.index()]);
  if (node.parent) return style;
  if (style.size[kX].is_auto()) style.size[kX] = layout::px(composition_.width);
  if (style.size[kY].is_auto()) style.size[kY] = layout::px(composition_.height);
  return style;
}

void NodeBoxes::solve(const EvaluatedGraph& graph, anim::Cursors& cursors,
                      PropertyTable& properties) {
  if (empty()) return;
  const bool is_other = update_shown(graph);
  sample_styles(graph, cursors);
  const bool is_solved = solve_roots();
  if (is_other || is_solved) move_nodes(graph, properties);
}

// False when the same nodes are visible as before.
bool NodeBoxes::update_shown(const EvaluatedGraph& graph) {
  const bool is_same =
      std::equal(visible_.begin(), visible_.end(), graph.visible.begin(), graph.visible.end(),
                 [](ir::NodeIdx node, const VisibleNode& entry) { return node == entry.node; });
  if (is_same) return false;
  visible_.clear();
  for (const VisibleNode& entry : graph.visible) visible_.push_back(entry.node);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    rows_[i].is_shown = graph.nodes[rows_[i].node.index()].visible;
    tree_.set_hidden(BoxIdx{i}, !rows_[i].is_shown);
  }
  for (const Window& window : windows_) {
    const bool is_open = graph.nodes[window.root.index()].visible;
    set_content(window.comp_ref, is_open ? composition_.width : 0,
                is_open ? composition_.height : 0);
  }
  return true;
}

void NodeBoxes::sample_styles(const EvaluatedGraph& graph, anim::Cursors& cursors) {
  for (const BoxIdx box : animated_) {
    if (!row(box).is_shown) continue;
    const ir::NodeIdx index = row(box).node;
    const ir::Node& node = composition_.node(index);
    const double local_frame = graph.nodes[index.index()].local_frame;
    const anim::Moment moment = moment_of(composition_, node, local_frame, graph.properties);
    layout::Style style = tree_.style(box);
    sample_style(composition_.layouts[node.layout.index()], composition_.curves, moment, cursors,
                 style);
    tree_.set_style(box, style);
  }
}

// False when everything stayed where it was. Compositions inside come before what shows them.
bool NodeBoxes::solve_roots() {
  Sizes sizes(*this);
  const auto before = tree_.counters().solved;
  for (auto root = roots_.rbegin(); root != roots_.rend(); ++root) {
    const Row& its = row(*root);
    if (its.is_shown) tree_.solve(*root, composition_.width, composition_.height, sizes);
    if (!its.comp_ref) continue;
    const layout::Rect rect = its.is_shown ? tree_.rect(*root) : layout::Rect{};
    set_content(its.comp_ref, rect.width, rect.height);
  }
  return tree_.counters().solved != before;
}

void NodeBoxes::set_content(BoxIdx box, double width, double height) {
  Row& its = row(box);
  if (its.width == width && its.height == height) return;
  its.width = width;
  its.height = height;
  tree_.mark_dirty(box);
}

void NodeBoxes::move_nodes(const EvaluatedGraph& graph, PropertyTable& properties) const {
  for (const Row& its : rows_) {
    const layout::Rect* rect = find(its.node);
    properties.move(its.node, rect ? rect->x : 0, rect ? rect->y : 0,
                    graph.nodes[its.node.index()].lanes);
  }
}

const layout::Rect* NodeBoxes::find(ir::NodeIdx node) const {
  const BoxIdx box = empty() ? BoxIdx{} : box_of_[node.index()];
  return box && rows_[box.index()].is_shown ? &tree_.rect(box) : nullptr;
}

}  // namespace lattice::eval
