#include "layout/solver.h"

#include <limits>

namespace lattice::layout {
namespace {

// Percentages of percentages could leave the range of numbers.
constexpr double kMaxPx = 1e12;

}  // namespace

double resolve(const Length& length, double whole) {
  if (length.is_px()) return length.value;
  if (length.is_auto() || whole == kNone) return kNone;
  return std::min(whole * length.value / 100, kMaxPx);
}

Distribution distribute(Align align, double free, std::size_t count) {
  const auto k = static_cast<double>(count);
  switch (align) {
    case Align::end: return {free, 0};
    case Align::center: return {free / 2, 0};
    case Align::space_between:
      if (free <= 0 || count < 2) return {};
      return {0, free / (k - 1)};
    case Align::space_around:
      if (free <= 0) return {};
      return {free / k / 2, free / k};
    case Align::space_evenly:
      if (free <= 0) return {};
      return {free / (k + 1), free / (k + 1)};
    case Align::normal:
    case Align::start:
    case Align::stretch: break;
  }
  return {};
}

Item Solver::item_of(BoxIdx box, double inner_width, double inner_height) const {
  const Style& s = style(box);
  const double inner[] = {inner_width, inner_height};
  Item item;
  item.box = box;
  for (const std::size_t axis : {kX, kY}) {
    const double max = resolve(s.max_size[axis], inner[axis]);
    item.margin[axis] = s.margin[axis].sum();
    item.min[axis] = std::max(padding(s, axis), resolve(s.min_size[axis], inner[axis]));
    item.max[axis] = max == kNone ? std::numeric_limits<double>::infinity() : max;
    const double size = resolve(s.size[axis], inner[axis]);
    item.is_definite[axis] = size != kNone;
    item.size[axis] = std::max(size, padding(s, axis));
  }
  return item;
}

double Solver::fit(BoxIdx box, double available) {
  const double max = content_width(box, Mode::max);
  if (max <= available) return max;
  return std::max(content_width(box, Mode::min), available);
}

double Solver::content_height(BoxIdx box, double width) {
  Tree::Node& n = node(box);
  double height = n.cache.height_at.find(width);
  if (height != kNone) return height;
  if (n.is_leaf) {
    ++tree_.counters_.measured;
    const double inner = std::max(0.0, width - padding(n.style, kX));
    height = content_.height(box, inner) + padding(n.style, kY);
  } else {
    ++tree_.counters_.solved;
    height = n.style.display == Display::grid ? grid(*this, box, width, {})
                                              : flex(*this, box, width, {});
  }
  n.cache.in_use = true;
  n.cache.height_at.add(width, height);
  return height;
}

void Solver::arrange(BoxIdx box, double width, Height height) {
  Tree::Node& n = node(box);
  if (n.is_leaf || !n.first_child) return;
  Cache& cache = n.cache;
  if (cache.arranged && cache.arranged_width == width && cache.arranged_height == height) return;
  ++tree_.counters_.solved;
  if (n.style.display == Display::grid)
    grid(*this, box, width, height);
  else
    flex(*this, box, width, height);
  arrange_absolute(box, width, height.px);
  cache.in_use = cache.arranged = true;
  cache.arranged_width = width;
  cache.arranged_height = height;
}

void Solver::place(BoxIdx box, double x, double y, double width, Height height) {
  Tree::Node& n = node(box);
  n.rect = {x, y, width, height.px};
  if (n.style.position == Position::relative) {
    const auto moved = [](const Insets& inset) {
      return inset.start.is_px() ? inset.start.value : inset.end.is_px() ? -inset.end.value : 0;
    };
    n.rect.x += moved(n.style.inset[kX]);
    n.rect.y += moved(n.style.inset[kY]);
  }
  arrange(box, width, height);
}

void Solver::solve_root(BoxIdx root, double width, double height) {
  Item item = item_of(root, width, height);
  if (!item.is_definite[kX]) item.size[kX] = fit(root, width);
  item.size[kX] = item.clamp(kX, item.size[kX]);
  if (!item.is_definite[kY]) item.size[kY] = content_height(root, item.size[kX]);
  item.size[kY] = item.clamp(kY, item.size[kY]);
  node(root).rect = {0, 0, item.size[kX], item.size[kY]};
  const auto kind = item.is_definite[kY] ? Height::Kind::definite : Height::Kind::used;
  arrange(root, item.size[kX], {kind, item.size[kY]});
}

}  // namespace lattice::layout
