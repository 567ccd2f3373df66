// Nodes as boxes: which of them take part in a layout, and what moves them at a frame.
#pragma once
#include <vector>

#include "assets/store.h"
#include "eval/graph.h"
#include "eval/properties.h"
#include "layout/tree.h"

namespace lattice::eval {

// False when its layout says "none": then neither it nor what is inside it is laid out or seen.
bool is_displayed(const ir::Composition& composition, const ir::Node& node);

// Boxes have nodes with a layout, and the children of those that arrange them: of collections
// of any kind whose display is flex or grid. A node with a layout whose parent arranges nothing
// is a root and stays where its transform puts it. What cannot be seen takes no room.
class NodeBoxes {
 public:
  NodeBoxes(const ir::Composition& composition, const assets::Store& assets);

  bool empty() const { return rows_.empty(); }

  // Solves what has changed since the last frame that was asked for, and moves the nodes. In
  // `graph`, lanes are sampled and it is known what is visible. Allocates while tables grow.
  void solve(const EvaluatedGraph& graph, anim::Cursors& cursors, PropertyTable& properties);

  // The border box relative to that of the parent, as solved last. Null for a node that takes
  // no part or cannot be seen.
  const layout::Rect* find(ir::NodeIdx node) const;

  const layout::Counters& counters() const { return tree_.counters(); }

 private:
  // By BoxIdx.
  struct Row {
    ir::NodeIdx node;
    layout::BoxIdx comp_ref;  // of the root of a composition inside: the box that shows it
    bool is_shown = false;
    double width = 0, height = 0;  // of what a box without children shows
  };
  // A box that shows a composition whose root has no box of its own.
  struct Window {
    layout::BoxIdx comp_ref;
    ir::NodeIdx root;
  };
  class Sizes;

  void add(ir::NodeIdx node);
  void connect_comp_ref(ir::NodeIdx root);
  bool arranges(ir::NodeIdx node) const;
  layout::Style first_style(ir::NodeIdx node) const;
  Row& row(layout::BoxIdx box) { return rows_[box.index()]; }

  bool update_shown(const EvaluatedGraph& graph);
  void sample_styles(const EvaluatedGraph& graph, anim::Cursors& cursors);
  bool solve_roots();
  void set_content(layout::BoxIdx box, double width, double height);
  void move_nodes(const EvaluatedGraph& graph, PropertyTable& properties) const;

  const ir::Composition& composition_;
  const assets::Store& assets_;
  layout::Tree tree_;
  std::vector<Row> rows_;
  std::vector<layout::BoxIdx> box_of_;  // by NodeIdx
  std::vector<layout::BoxIdx> roots_;   // in the order of the document
  std::vector<layout::BoxIdx> animated_;
  std::vector<Window> windows_;
  std::vector<ir::NodeIdx> visible_;  // at the last frame
};

}  // namespace lattice::eval
