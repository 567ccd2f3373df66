#include "image/arc.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"

namespace lattice::image {
namespace {

// Of the unit circle, turned and stretched into the ellipse.
struct Ellipse {
  double rx, ry, cos, sin;
  Point center;

  Point map(Point unit) const {
    const double x = rx * unit.x, y = ry * unit.y;
    return {center.x + cos * x - sin * y, center.y + sin * x + cos * y};
  }
};

void add_unit_arc(Path& path, const Ellipse& ellipse, double angle, double sweep, Point to) {
  const int pieces =
      std::max(1, static_cast<int>(std::ceil(std::fabs(sweep) / (math::kPi / 2) - 1e-9)));
  const double step = sweep / pieces;
  const double reach = 4.0 / 3 * math::tan(step / 4);  // of the controls along the tangents
  Point a{math::cos(angle), math::sin(angle)};
  for (int i = 1; i <= pieces; ++i) {
    const double next = angle + step * i;
    const Point b{math::cos(next), math::sin(next)};
    const Point end = i == pieces ? to : ellipse.map(b);
    path.cubic_to(ellipse.map({a.x - reach * a.y, a.y + reach * a.x}),
                  ellipse.map({b.x + reach * b.y, b.y - reach * b.x}), end);
    a = b;
  }
}

}  // namespace

void add_arc(Path& path, Point from, const Arc& arc, Point to) {
  if (from.x == to.x && from.y == to.y) return;
  double rx = std::fabs(arc.rx), ry = std::fabs(arc.ry);
  if (rx == 0 || ry == 0) return path.line_to(to);
  const double cos = math::cos(arc.rotation_rad), sin = math::sin(arc.rotation_rad);
  // Half of the chord in the ellipse's own axes.
  const double dx = (from.x - to.x) / 2, dy = (from.y - to.y) / 2;
  const double x = cos * dx + sin * dy, y = cos * dy - sin * dx;
  const double excess = x / rx * (x / rx) + y / ry * (y / ry);
  if (excess > 1) rx *= std::sqrt(excess), ry *= std::sqrt(excess);
  // One radius is nothing beside the other or beside the chord: as if it were 0.
  if (!std::isfinite(excess) || !std::isfinite(rx) || !std::isfinite(ry)) return path.line_to(to);
  // On the unit circle the chord's middle is (ux, uy) away from the centre's foot.
  const double ux = x / rx, uy = y / ry;
  const double half_square = std::min(ux * ux + uy * uy, 1.0);
  if (half_square == 0) return path.line_to(to);
  double away = std::sqrt(std::max((1 - half_square) / half_square, 0.0));
  if (arc.is_large == arc.is_clockwise) away = -away;
  const Point center{away * uy, -away * ux};
  const double begin = math::atan2(uy - center.y, ux - center.x);
  const double end = math::atan2(-uy - center.y, -ux - center.x);
  double sweep = end - begin;
  if (arc.is_clockwise && sweep < 0) sweep += 2 * math::kPi;
  if (!arc.is_clockwise && sweep > 0) sweep -= 2 * math::kPi;
  const Ellipse ellipse{rx,
                        ry,
                        cos,
                        sin,
                        {(from.x + to.x) / 2 + cos * rx * center.x - sin * ry * center.y,
                         (from.y + to.y) / 2 + sin * rx * center.x + cos * ry * center.y}};
  add_unit_arc(path, ellipse, begin, sweep, to);
}

}  // namespace lattice::image
