#include "eval/overlap.h"

#include <algorithm>
#include <tuple>

namespace lattice::eval {

// A line sweeps over x. As long as nothing overlaps, the boxes it cuts are disjoint in y,
// so that a new one can only hit its two neighbours.
bool OverlapSweep::any_overlap(std::span<const image::Rect> boxes) {
  edges_.clear();
  open_.clear();
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    if (boxes[i].empty()) continue;
    edges_.push_back({boxes[i].x0, true, i});
    edges_.push_back({boxes[i].x1, false, i});
  }
  // Boxes are half-open: those that end at x make room before others begin there.
  std::sort(edges_.begin(), edges_.end(), [](const Edge& a, const Edge& b) {
    return std::tie(a.x, a.opens, a.box) < std::tie(b.x, b.opens, b.box);
  });
  for (const Edge& edge : edges_) {
    const Interval interval{boxes[edge.box].y0, boxes[edge.box].y1};
    if (!edge.opens)
      remove(interval);
    else if (!insert(interval))
      return true;
  }
  return false;
}

// False, and nothing inserted, when it hits one that is there.
bool OverlapSweep::insert(const Interval& interval) {
  const auto next =
      std::lower_bound(open_.begin(), open_.end(), interval,
                       [](const Interval& a, const Interval& b) { return a.y0 < b.y0; });
  if (next != open_.end() && next->y0 < interval.y1) return false;
  if (next != open_.begin() && next[-1].y1 > interval.y0) return false;
  open_.insert(next, interval);
  return true;
}

void OverlapSweep::remove(const Interval& interval) {
  open_.erase(std::lower_bound(open_.begin(), open_.end(), interval,
                               [](const Interval& a, const Interval& b) { return a.y0 < b.y0; }));
}

}  // namespace lattice::eval
