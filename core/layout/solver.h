// The rules that all kinds of containers share: sizes of contents, percentages, what is out
// of the flow. One Solver per Tree::solve().
#pragma once
#include "layout/tree.h"

namespace lattice::layout {

enum class Mode : std::uint8_t { min, max };

// Where k things begin and what comes between them, besides gaps.
struct Distribution {
  double offset = 0, between = 0;
};
// With less than nothing to share, only end and center move anything.
Distribution distribute(Align align, double free, std::size_t count);

// A length in pixels, kNone where it says nothing: auto, or a percentage of something that is
// not known (`whole` is kNone).
double resolve(const Length& length, double whole);

class Solver {
 public:
  Solver(Tree& tree, Content& content) : tree_(tree), content_(content) {}

  void solve_root(BoxIdx root, double width, double height);

  // All of these are border boxes. Sizes of contents are not limited by the box's own sizes.

  // How wide the content wants to be. `height`: of the box, kNone when not known.
  double content_width(BoxIdx box, Mode mode, double height = kNone);
  // The content's width, or what the box says instead, within the limits that it says in px.
  double contribution(BoxIdx box, Mode mode);
  double content_height(BoxIdx box, double width);
  // Shrink to fit: between its minimum and maximum, as near to `available` as can be.
  double fit(BoxIdx box, double available);

  // The final places of all that is inside a box of this size.
  void arrange(BoxIdx box, double width, Height height);
  // Gives an item its place in its parent and arranges it; (x, y) is its border box's, before
  // what a relative inset moves it by.
  void place(BoxIdx box, double x, double y, double width, Height height);

  // An item with what margins and limits come to in a container of this inner size (kNone: not
  // known). A minimum that says auto counts as 0.
  Item item_of(BoxIdx box, double inner_width, double inner_height) const;

  const Style& style(BoxIdx box) const { return tree_.nodes_[box.index()].style; }
  Scratch& scratch() { return tree_.scratch_; }

  // Children that take room: shown, and not absolute.
  template <class F>
  void for_each_item(BoxIdx box, F&& f) const {
    for (BoxIdx at = node(box).first_child; at; at = node(at).next_sibling)
      if (tree_.is_shown(at) && style(at).position != Position::absolute) f(at);
  }

 private:
  Tree::Node& node(BoxIdx box) { return tree_.nodes_[box.index()]; }
  const Tree::Node& node(BoxIdx box) const { return tree_.nodes_[box.index()]; }

  double inner_width_of_content(BoxIdx box, Mode mode);
  double row_width(BoxIdx box, Mode mode);
  double column_width(BoxIdx box, Mode mode);
  double wrapped_column_width(BoxIdx box, double inner_height);
  double ask_leaf(BoxIdx leaf, Mode mode);
  void arrange_absolute(BoxIdx box, double width, double height);
  void place_absolute(BoxIdx child, BoxIdx parent, double width, double height);

  Tree& tree_;
  Content& content_;
};

inline double padding(const Style& style, std::size_t axis) { return style.padding[axis].sum(); }

// flex.cpp and grid.cpp. With a known height the rects of the children are written; else the
// height of the content is what comes back, a border box.
double flex(Solver& solver, BoxIdx box, double width, Height height);
double grid(Solver& solver, BoxIdx box, double width, Height height);
double grid_inner_width(Solver& solver, BoxIdx box, Mode mode);

}  // namespace lattice::layout
