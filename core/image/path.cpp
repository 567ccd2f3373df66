#include "image/path.h"

#include <algorithm>
#include <cmath>

namespace lattice::image {
namespace {

class Box {
 public:
  void add(Point p) {
    if (is_empty_) rect_ = {p.x, p.y, p.x, p.y};
    is_empty_ = false;
    rect_ = {std::min(rect_.x0, p.x), std::min(rect_.y0, p.y), std::max(rect_.x1, p.x),
             std::max(rect_.y1, p.y)};
  }
  const RectF& rect() const { return rect_; }

 private:
  RectF rect_{};
  bool is_empty_ = true;
};

double quad_at(double a, double b, double c, double t) {
  const double u = 1 - t;
  return u * u * a + 2 * u * t * b + t * t * c;
}

double cubic_at(double a, double b, double c, double d, double t) {
  const double u = 1 - t;
  return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
}

// Where a quadratic turns, when that is inside.
void add_quad(Box& box, Point a, Point b, Point c) {
  for (const auto lane : {&Point::x, &Point::y}) {
    const double bend = a.*lane - 2 * (b.*lane) + c.*lane;
    const double t = (a.*lane - b.*lane) / bend;
    if (t > 0 && t < 1) box.add({quad_at(a.x, b.x, c.x, t), quad_at(a.y, b.y, c.y, t)});
  }
  box.add(c);
}

void add_cubic(Box& box, Point a, Point b, Point c, Point d) {
  const auto add_at = [&](double t) {
    if (t > 0 && t < 1) box.add({cubic_at(a.x, b.x, c.x, d.x, t), cubic_at(a.y, b.y, c.y, d.y, t)});
  };
  for (const auto lane : {&Point::x, &Point::y}) {
    // a third of the derivative: p t^2 + q t + r
    const double r = b.*lane - a.*lane, s = c.*lane - b.*lane, u = d.*lane - c.*lane;
    const double p = r - 2 * s + u, q = 2 * (s - r);
    const double under_root = q * q - 4 * p * r;
    if (under_root < 0) continue;
    // Of the two spellings of each root, the one that does not cancel.
    const double w = -0.5 * (q + std::copysign(std::sqrt(under_root), q));
    if (p != 0) add_at(w / p);
    if (w != 0) add_at(r / w);
  }
  box.add(d);
}

}  // namespace

RectF Path::bounds() const {
  Box box;
  Point at{}, start{};
  const Point* next = points.data();
  for (const Verb verb : verbs) {
    if (verb != Verb::move) box.add(at);
    switch (verb) {
      case Verb::move: start = next[0]; break;
      case Verb::line: box.add(next[0]); break;
      case Verb::quad: add_quad(box, at, next[0], next[1]); break;
      case Verb::cubic: add_cubic(box, at, next[0], next[1], next[2]); break;
      case Verb::close: break;
    }
    next += point_count(verb);
    at = verb == Verb::close ? start : next[-1];
  }
  return box.rect();
}

}  // namespace lattice::image
