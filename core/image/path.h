// Paths: straight and curved segments, in the order they are drawn.
#pragma once
#include <cstdint>
#include <vector>

#include "image/mat3.h"
#include "image/rect.h"

namespace lattice::image {

enum class Verb : std::uint8_t {
  move,   // 1 point: begins a subpath
  line,   // 1 point
  quad,   // 2 points: control, end
  cubic,  // 3 points: two controls, end
  close,  // 0 points: back to where the subpath began
};

constexpr int point_count(Verb verb) {
  constexpr int kCounts[] = {1, 1, 2, 3, 0};
  return kCounts[static_cast<int>(verb)];
}

// The first verb of a path is a move; what follows a close begins where the closed subpath
// began, unless it is a move.
struct Path {
  std::vector<Verb> verbs;
  std::vector<Point> points;

  bool empty() const { return verbs.empty(); }
  void move_to(Point to) { add(Verb::move, {to}); }
  void line_to(Point to) { add(Verb::line, {to}); }
  void quad_to(Point control, Point to) { add(Verb::quad, {control, to}); }
  void cubic_to(Point a, Point b, Point to) { add(Verb::cubic, {a, b, to}); }
  void close() { add(Verb::close, {}); }

  // The tightest box around its segments, curves included; a move that draws nothing counts
  // for nothing. {0, 0, 0, 0} when nothing is drawn.
  RectF bounds() const;

 private:
  void add(Verb verb, std::initializer_list<Point> its_points) {
    verbs.push_back(verb);
    points.insert(points.end(), its_points);
  }
};

}  // namespace lattice::image
