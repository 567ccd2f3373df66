#include "layout/tree.h"

#include <cassert>

#include "layout/solver.h"

namespace lattice::layout {

BoxIdx Tree::add_node(BoxIdx parent, const Style& style, bool is_leaf) {
  const BoxIdx box{nodes_.size()};
  Node node;
  node.style = style;
  node.parent = parent;
  node.is_leaf = is_leaf;
  nodes_.push_back(node);
  if (!parent) return box;
  assert(parent.index() < box.index() && !nodes_[parent.index()].is_leaf);
  Node& around = nodes_[parent.index()];
  if (around.last_child)
    nodes_[around.last_child.index()].next_sibling = box;
  else
    around.first_child = box;
  around.last_child = box;
  forget(parent);
  return box;
}

void Tree::set_style(BoxIdx box, const Style& style) {
  Node& node = nodes_[box.index()];
  if (node.style == style) return;
  const bool was_shown = is_shown(box);
  node.style = style;
  node.cache = {};
  if (was_shown || is_shown(box)) forget_around(box);
}

void Tree::set_hidden(BoxIdx box, bool hidden) {
  Node& node = nodes_[box.index()];
  if (node.hidden == hidden) return;
  node.hidden = hidden;
  if (node.style.display != Display::none) forget_around(box);
}

void Tree::mark_dirty(BoxIdx leaf) {
  assert(nodes_[leaf.index()].is_leaf);
  forget(leaf);
}

// What a box inside says is of no interest to those around a hidden one.
void Tree::forget(BoxIdx box) {
  nodes_[box.index()].cache = {};
  if (is_shown(box)) forget_around(box);
}

// A container that remembers nothing has not been asked since it forgot, and so no other
// around it relies on what it said.
void Tree::forget_around(BoxIdx box) {
  for (BoxIdx at = nodes_[box.index()].parent; at; at = nodes_[at.index()].parent) {
    Node& node = nodes_[at.index()];
    if (!node.cache.in_use) return;
    node.cache = {};
    if (!is_shown(at)) return;
  }
}

void Tree::solve(BoxIdx root, double width, double height, Content& content) {
  Node& node = nodes_[root.index()];
  assert(!node.parent);
  const bool is_same = node.solved_width == width && node.solved_height == height;
  if (!is_shown(root) || (node.cache.in_use && is_same)) return;
  Solver(*this, content).solve_root(root, width, height);
  node.cache.in_use = true;
  node.solved_width = width;
  node.solved_height = height;
}

}  // namespace lattice::layout
