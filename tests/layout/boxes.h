// A tree of boxes whose leaves have content of a fixed size, or text that flows.
#pragma once
#include <cmath>
#include <vector>

#include "layout/tree.h"
#include "support/catch.h"

namespace lattice::layout {

inline std::ostream& operator<<(std::ostream& out, const Rect& r) {
  return out << "(" << r.x << ", " << r.y << ", " << r.width << " x " << r.height << ")";
}

}  // namespace lattice::layout

namespace lattice::layout::testing {

struct Boxes final : Content {
  // Text of `words` words, each `width` wide and on lines `height` high; one word does not flow.
  struct Words {
    double width = 0, height = 0;
    int words = 0;
  };

  Tree tree;
  std::vector<Words> content;  // by BoxIdx

  // Text of no words is a container.
  bool is_leaf(BoxIdx box) const { return content[box.index()].words > 0; }

  BoxIdx box(BoxIdx parent, const Style& style = {}) { return grown(tree.add(parent, style)); }
  BoxIdx leaf(BoxIdx parent, double width, double height, const Style& style = {}) {
    const BoxIdx added = grown(tree.add_leaf(parent, style));
    content.back() = {width, height, 1};
    return added;
  }
  BoxIdx text(BoxIdx parent, Words words, const Style& style = {}) {
    const BoxIdx added = grown(tree.add_leaf(parent, style));
    content.back() = words;
    return added;
  }

  void solve(BoxIdx root, double width = 1000, double height = 800) {
    tree.solve(root, width, height, *this);
  }
  const Rect& at(BoxIdx box) const { return tree.rect(box); }

  double min_width(BoxIdx leaf) override { return content[leaf.index()].width; }
  double max_width(BoxIdx leaf) override {
    return content[leaf.index()].width * content[leaf.index()].words;
  }
  double height(BoxIdx leaf, double width) override {
    const Words& words = content[leaf.index()];
    const double a_line = std::max(1.0, std::floor(width / std::max(words.width, 1e-9)));
    return words.height * std::ceil(words.words / a_line);
  }

 private:
  BoxIdx grown(BoxIdx added) {
    content.resize(tree.size());
    return added;
  }
};

inline Style sized(double width, double height) {
  Style style;
  style.size = {px(width), px(height)};
  return style;
}

}  // namespace lattice::layout::testing
