#include "raster/outline.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/math.h"
#include "raster/flatten.h"

namespace lattice::raster {
namespace {

using image::Mat3;
using image::Point;
using image::Rect;
using image::RectF;
using image::Verb;

bool is_drawable(const Mat3& map) {
  assert(map.is_affine());
  return std::all_of(map.m.begin(), map.m.end(), [](double v) { return std::isfinite(v); });
}

bool is_drawable(PathView path, const Mat3& map) {
  return is_drawable(map) && std::all_of(path.points.begin(), path.points.end(), is_finite);
}

bool is_drawable(const RectF& box, const Mat3& map) {
  return is_drawable(map) && is_finite({box.x0, box.y0}) && is_finite({box.x1, box.y1}) &&
         box.x1 > box.x0 && box.y1 > box.y0;
}

RectF limited(const RectF& box) {
  const Point a = raster::limited(Point{box.x0, box.y0}),
              b = raster::limited(Point{box.x1, box.y1});
  return {a.x, a.y, b.x, b.y};
}

// Draws closed subpaths into a table.
class Pen {
 public:
  Pen(EdgeTable& edges, const Mat3& map) : edges_(edges), map_(map) {}

  Point mapped(Point p) const { return raster::limited(apply_affine(map_, raster::limited(p))); }
  Point at() const { return at_; }

  void move_to(Point p) {
    close();
    at_ = start_ = p;
  }
  void line_to(Point p) {
    edges_.add(at_, p);
    at_ = p;
  }
  void close() {
    edges_.add(at_, start_);
    at_ = start_;
  }

 private:
  EdgeTable& edges_;
  const Mat3& map_;
  Point at_{}, start_{};
};

void draw(PathView path, Pen& pen, const Chords& chords) {
  const Point* next = path.points.data();
  const auto line_to = [&pen](Point p) { pen.line_to(p); };
  for (const Verb verb : path.verbs) {
    switch (verb) {
      case Verb::move: pen.move_to(pen.mapped(next[0])); break;
      case Verb::line: pen.line_to(pen.mapped(next[0])); break;
      case Verb::quad: {
        const Point a = pen.at(), b = pen.mapped(next[0]), c = pen.mapped(next[1]);
        flatten_quad(a, b, c, chords.of_quad(a, b, c), line_to);
        break;
      }
      case Verb::cubic: {
        const Point a = pen.at(), b = pen.mapped(next[0]), c = pen.mapped(next[1]);
        const Point d = pen.mapped(next[2]);
        flatten_cubic(a, b, c, d, chords.of_cubic(a, b, c, d), line_to);
        break;
      }
      case Verb::close: pen.close(); break;
    }
    next += point_count(verb);
  }
  pen.close();
}

// ---- Arcs -----------------------------------------------------------------------------

constexpr double kMostLinesPerQuarter = 1 << 16;

// How many chords a quarter of a circle is cut into: a chord over the angle a strays by
// r (1 - cos(a / 2)), about r a^2 / 8.
int lines_per_quarter(double radius, const Mat3& map) {
  const double angle = std::sqrt(8 * kArcTolerance_px / (radius * greatest_scale(map)));
  return static_cast<int>(std::clamp(std::ceil(math::kPi / 2 / angle), 1.0, kMostLinesPerQuarter));
}

struct Corner {
  Point center;
  double rx, ry;
};

// A line to the corner's arc, and the arc: the quarter that follows the angle
// quarter_turns * 90 degrees, clockwise on screen.
void draw_quarter(Pen& pen, const Corner& corner, int quarter_turns, int lines) {
  for (int i = 0; i <= lines; ++i) {
    const double angle = math::kPi / 2 * i / lines;
    // Exact at both ends, so that straight sides are as straight as they are upright.
    double c = i == 0 ? 1 : i == lines ? 0 : math::cos(angle);
    double s = i == 0 ? 0 : i == lines ? 1 : math::sin(angle);
    for (int turn = 0; turn < quarter_turns; ++turn) {
      const double turned = -s;
      s = c;
      c = turned;
    }
    pen.line_to(pen.mapped({corner.center.x + corner.rx * c, corner.center.y + corner.ry * s}));
  }
}

// The rect (x0, y0, x1, y1) with corners that are quarters of ellipses.
void draw_rounded(Pen& pen, const RectF& box, double rx, double ry, int lines) {
  pen.move_to(pen.mapped({box.x1, box.y1 - ry}));
  draw_quarter(pen, {{box.x1 - rx, box.y1 - ry}, rx, ry}, 0, lines);
  draw_quarter(pen, {{box.x0 + rx, box.y1 - ry}, rx, ry}, 1, lines);
  draw_quarter(pen, {{box.x0 + rx, box.y0 + ry}, rx, ry}, 2, lines);
  draw_quarter(pen, {{box.x1 - rx, box.y0 + ry}, rx, ry}, 3, lines);
  pen.close();
}

}  // namespace

void Outline::begin(FillRule rule, const Rect& area) {
  rule_ = rule;
  area_ = area.empty() ? Rect{} : area;
  edges_.begin(area_.y0, area_.y1);
}

void Outline::fill(PathView path, FillRule rule, const Mat3& dst_from_local, const Rect& area) {
  begin(rule, area);
  if (is_drawable(path, dst_from_local)) {
    Pen pen(edges_, dst_from_local);
    draw(path, pen, {1, most_chords(path.verbs.size())});
  }
  finish();
}

void Outline::stroke(PathView path, const Stroke& stroke, const Mat3& dst_from_local,
                     const Rect& area) {
  begin(FillRule::nonzero, area);
  if (is_drawable(path, dst_from_local))
    stroke_path(path, stroke, dst_from_local, edges_, scratch_);
  finish();
}

void Outline::ellipse(const RectF& its_box, const Mat3& dst_from_local, const Rect& area) {
  begin(FillRule::nonzero, area);
  if (is_drawable(its_box, dst_from_local)) {
    Pen pen(edges_, dst_from_local);
    const RectF box = limited(its_box);
    const double rx = (box.x1 - box.x0) / 2, ry = (box.y1 - box.y0) / 2;
    draw_rounded(pen, box, rx, ry, lines_per_quarter(std::max(rx, ry), dst_from_local));
  }
  finish();
}

void Outline::rounded_rect(const RectF& its_box, double radius, const Mat3& dst_from_local,
                           const Rect& area) {
  begin(FillRule::nonzero, area);
  if (is_drawable(its_box, dst_from_local)) {
    Pen pen(edges_, dst_from_local);
    const RectF box = limited(its_box);
    const double most = std::min(box.x1 - box.x0, box.y1 - box.y0) / 2;
    const double r = radius > 0 ? std::min(radius, most) : 0;
    draw_rounded(pen, box, r, r, r > 0 ? lines_per_quarter(r, dst_from_local) : 1);
  }
  finish();
}

Rect Outline::bounds() const {
  if (edges_.empty()) return {};
  return image::intersect(
      {edges_.first_column(), edges_.first_row(), edges_.end_column(), edges_.end_row()}, area_);
}

}  // namespace lattice::raster
