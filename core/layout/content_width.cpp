// How wide contents want to be, before any container has a say: CSS's min-content and
// max-content, with percentages of what is inside counting as auto.
#include <limits>

#include "layout/solver.h"

namespace lattice::layout {
namespace {

// Within the limits that are said in px; others are not known yet.
double clamp_px(const Style& style, std::size_t axis, double v) {
  const Length& min = style.min_size[axis];
  const Length& max = style.max_size[axis];
  if (max.is_px()) v = std::min(v, max.value);
  if (min.is_px()) v = std::max(v, min.value);
  return std::max(v, padding(style, axis));
}

}  // namespace

double Solver::contribution(BoxIdx box, Mode mode) {
  const Style& s = style(box);
  return clamp_px(s, kX, s.size[kX].is_px() ? s.size[kX].value : content_width(box, mode));
}

double Solver::content_width(BoxIdx box, Mode mode, double height) {
  Tree::Node& n = node(box);
  const Style& s = n.style;
  // Columns that wrap become more columns where the height is not enough; nothing else about
  // a width depends on a height.
  const bool wraps = !n.is_leaf && mode == Mode::max && s.display == Display::flex &&
                     s.direction == Direction::column && s.wrap == Wrap::wrap;
  if (wraps) {
    if (height == kNone && s.size[kY].is_px()) height = clamp_px(s, kY, s.size[kY].value);
    if (height == kNone && s.max_size[kY].is_px())
      height = std::max(s.max_size[kY].value, padding(s, kY));
  }
  const bool by_height = wraps && height != kNone;
  double& known = mode == Mode::min ? n.cache.min_width : n.cache.max_width;
  if (by_height) {
    if (const double found = n.cache.max_width_at.find(height); found != kNone) return found;
  } else if (known != kNone) {
    return known;
  }
  const double inner = by_height ? wrapped_column_width(box, height - padding(s, kY))
                                 : inner_width_of_content(box, mode);
  const double width = std::max(inner, 0.0) + padding(s, kX);
  n.cache.in_use = true;
  if (by_height)
    n.cache.max_width_at.add(height, width);
  else
    known = width;
  return width;
}

double Solver::inner_width_of_content(BoxIdx box, Mode mode) {
  if (node(box).is_leaf) return ask_leaf(box, mode);
  if (style(box).display == Display::grid) return grid_inner_width(*this, box, mode);
  return style(box).direction == Direction::row ? row_width(box, mode) : column_width(box, mode);
}

double Solver::ask_leaf(BoxIdx leaf, Mode mode) {
  ++tree_.counters_.measured;
  return mode == Mode::min ? content_.min_width(leaf) : content_.max_width(leaf);
}

double Solver::row_width(BoxIdx box, Mode mode) {
  const bool is_stacked = style(box).wrap == Wrap::wrap && mode == Mode::min;
  double sum = 0, widest = 0, gap = 0;
  for_each_item(box, [&](BoxIdx child) {
    const double outer = contribution(child, mode) + style(child).margin[kX].sum();
    sum += gap + outer;
    widest = std::max(widest, outer);
    gap = style(box).gap[kX];
  });
  return is_stacked ? widest : sum;
}

double Solver::column_width(BoxIdx box, Mode mode) {
  double widest = 0;
  for_each_item(box, [&](BoxIdx child) {
    widest = std::max(widest, contribution(child, mode) + style(child).margin[kX].sum());
  });
  return widest;
}

// The lines of a column of this height, each as wide as its widest item wants to be.
double Solver::wrapped_column_width(BoxIdx box, double inner_height) {
  const Style& s = style(box);
  double sum = 0, widest = 0, used = 0;
  bool is_first = true;
  for_each_item(box, [&](BoxIdx child) {
    Item item = item_of(child, kNone, inner_height);
    const double width = contribution(child, Mode::max);
    const double content = content_height(child, width);
    if (!item.is_definite[kY]) item.size[kY] = content;
    if (style(child).min_size[kY].is_auto())
      item.min[kY] = std::max(item.min[kY], std::min({item.size[kY], content, item.max[kY]}));
    const double outer = item.clamp(kY, item.size[kY]) + item.margin[kY];
    if (!is_first && used + s.gap[kY] + outer > inner_height + 1e-6) {
      sum += widest + s.gap[kX];
      widest = used = 0;
      is_first = true;
    }
    used += (is_first ? 0 : s.gap[kY]) + outer;
    widest = std::max(widest, width + item.margin[kX]);
    is_first = false;
  });
  return sum + widest;
}

}  // namespace lattice::layout
