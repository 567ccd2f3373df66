// Does any pixel belong to two boxes? O(n log n) for boxes that are not piled up, and the
// answer for those that are comes at the first pair.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "image/rect.h"

namespace lattice::eval {

class OverlapSweep {
 public:
  // Empty boxes overlap nothing. Keeps its arrays from call to call.
  bool any_overlap(std::span<const image::Rect> boxes);

 private:
  struct Edge {
    std::int32_t x = 0;
    bool opens = false;
    std::uint32_t box = 0;
  };
  struct Interval {
    std::int32_t y0 = 0, y1 = 0;
  };

  bool insert(const Interval& interval);
  void remove(const Interval& interval);

  std::vector<Edge> edges_;
  std::vector<Interval> open_;  // disjoint, sorted
};

}  // namespace lattice::eval
