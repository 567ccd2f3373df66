// Trees of boxes with every property, from a seed.
#pragma once
#include <random>

#include "layout/boxes.h"

namespace lattice::layout::testing {

class RandomBoxes {
 public:
  explicit RandomBoxes(std::uint32_t seed) : engine_(seed) {
    Style shown = style();
    shown.display = Display::flex;
    root_ = boxes_.box({}, shown);
    containers_.push_back(root_);
  }

  // Adds boxes below any container.
  void grow(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const BoxIdx parent = containers_[below(containers_.size())];
      if (one_in(2))
        text(parent);
      else
        containers_.push_back(boxes_.box(parent, style()));
    }
  }

  // Adds containers that are all shown, one inside the other, each with some text beside it.
  void grow_chain(std::size_t levels) {
    BoxIdx parent = root_;
    for (std::size_t i = 0; i < levels; ++i) {
      Style shown = style();
      if (shown.display == Display::none) shown.display = Display::flex;
      text(parent);
      parent = boxes_.box(parent, shown);
    }
    text(parent);
  }

  // Some boxes get another style, some are hidden or shown.
  void change() {
    for (int i = 0; i < 5; ++i) {
      const BoxIdx box{below(boxes_.tree.size())};
      if (box == root_) continue;
      if (one_in(2))
        boxes_.tree.set_style(box, style());
      else
        boxes_.tree.set_hidden(box, one_in(2));
    }
  }

  void solve() { boxes_.solve(root_, 640, 360); }

  Boxes& boxes() { return boxes_; }

 private:
  std::size_t below(std::size_t n) { return engine_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  double number(std::size_t n) { return static_cast<double>(below(n * 4)) / 4; }

  void text(BoxIdx parent) {
    boxes_.text(parent, {number(60), number(30), static_cast<int>(1 + below(9))}, style());
  }

  Length length(std::size_t max) {
    if (one_in(3)) return px(number(max));
    return one_in(3) ? percent(number(150)) : Length{};
  }
  Sides sides(double least) {
    if (!one_in(4)) return {};
    return {least + number(12), least + number(12)};
  }
  Length inset() { return one_in(3) ? px(number(60) - 20) : Length{}; }
  template <class Enum>
  Enum any(std::size_t count) {
    return static_cast<Enum>(below(count));
  }

  Style style() {
    Style s;
    s.display = one_in(12) ? Display::none : one_in(4) ? Display::grid : Display::flex;
    s.direction = any<Direction>(2);
    s.wrap = any<Wrap>(2);
    s.position = one_in(8) ? Position::absolute : Position::relative;
    s.justify_content = any<Align>(8);
    s.align_items = any<Align>(5);
    s.align_content = any<Align>(8);
    s.grid_columns = static_cast<std::uint32_t>(below(5));
    s.gap = {number(10), number(10)};
    for (const std::size_t axis : {kX, kY}) {
      s.padding[axis] = sides(0);
      s.margin[axis] = sides(-6);
      s.inset[axis] = {inset(), inset()};
      s.size[axis] = length(300);
      if (one_in(4)) s.min_size[axis] = length(80);
      if (one_in(4)) s.max_size[axis] = length(200);
    }
    s.flex_grow = one_in(2) ? number(3) : 0;
    s.flex_shrink = number(2);
    return s;
  }

  std::mt19937 engine_;
  Boxes boxes_;
  BoxIdx root_;
  std::vector<BoxIdx> containers_;
};

}  // namespace lattice::layout::testing
