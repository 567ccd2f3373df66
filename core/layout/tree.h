// A tree of boxes that is built once and solved as often as its styles change. Results are
// remembered per box and forgotten along the path from what changed to its root.
#pragma once
#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "layout/cache.h"
#include "layout/scratch.h"
#include "layout/style.h"

namespace lattice::layout {

// What the content of leaves needs, padding not counted; not negative. Answers for a leaf
// may change only together with mark_dirty().
class Content {
 public:
  // The narrowest that it can be, and how wide it is when nothing limits it.
  virtual double min_width(BoxIdx leaf) = 0;
  virtual double max_width(BoxIdx leaf) = 0;
  virtual double height(BoxIdx leaf, double width) = 0;

 protected:
  ~Content() = default;
};

// A border box, relative to that of the parent; roots are at (0, 0).
struct Rect {
  double x = 0, y = 0, width = 0, height = 0;

  bool operator==(const Rect&) const = default;
};

// Of all solve() together: what tests and benchmarks hold against expectations.
struct Counters {
  std::uint64_t solved = 0;    // containers worked through, to measure them or for good
  std::uint64_t measured = 0;  // questions to Content
};

// One thread at a time. Nothing is allocated once solve() has seen a tree of this shape.
class Tree {
 public:
  // Parents come before their children; with `parent` none it is a root of its own. Leaves
  // have no children.
  BoxIdx add(BoxIdx parent, const Style& style) { return add_node(parent, style, false); }
  BoxIdx add_leaf(BoxIdx parent, const Style& style) { return add_node(parent, style, true); }

  // These three do nothing when nothing changes.
  void set_style(BoxIdx box, const Style& style);
  void set_hidden(BoxIdx box, bool hidden);  // as display none
  // What the Content of a leaf answers has changed.
  void mark_dirty(BoxIdx leaf);

  // Arranges everything inside a root, unless nothing has changed. The root's percentages are
  // of `width` and `height`; where its size is auto it fits its content, at most `width`.
  // Its margins and insets count for nothing. Recurses as deep as the tree is.
  void solve(BoxIdx root, double width, double height, Content& content);

  const Style& style(BoxIdx box) const { return nodes_[box.index()].style; }
  // Of the last solve(); meaningless unless the box and all around it are shown.
  const Rect& rect(BoxIdx box) const { return nodes_[box.index()].rect; }
  bool is_shown(BoxIdx box) const {
    return !nodes_[box.index()].hidden && style(box).display != Display::none;
  }
  BoxIdx parent(BoxIdx box) const { return nodes_[box.index()].parent; }
  std::size_t size() const { return nodes_.size(); }
  const Counters& counters() const { return counters_; }

 private:
  friend class Solver;

  struct Node {
    Style style;
    BoxIdx parent, first_child, last_child, next_sibling;
    bool is_leaf = false, hidden = false;
    Rect rect;
    Cache cache;
    double solved_width = kNone, solved_height = kNone;  // of a root: what solve() was given
  };

  BoxIdx add_node(BoxIdx parent, const Style& style, bool is_leaf);
  void forget(BoxIdx box);
  void forget_around(BoxIdx box);

  std::vector<Node> nodes_;
  Counters counters_;
  Scratch scratch_;
};

}  // namespace lattice::layout
