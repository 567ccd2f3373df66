#include "raster/stroker.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "base/math.h"
#include "raster/dashes.h"
#include "raster/flatten.h"

namespace lattice::raster {
namespace {

using image::Mat3;
using image::Point;
using image::Verb;
using Steps = std::vector<StrokeStep>;

Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
Point operator*(double s, Point a) { return {s * a.x, s * a.y}; }
double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
double cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }
// A quarter turn against the clock, on screen: the side called left.
Point left_of(Point direction) { return {direction.y, -direction.x}; }

// ---- Steps of a subpath ---------------------------------------------------------------

// Collects the steps of one subpath.
class StepPen {
 public:
  StepPen(Steps& steps, const Chords& chords) : steps_(steps), chords_(chords) {}

  Point at() const { return at_; }
  bool has_drawn() const { return has_drawn_; }

  void move_to(Point p) {
    steps_.clear();
    at_ = start_ = p;
    has_drawn_ = false;
  }
  void line_to(Point p) {
    has_drawn_ = true;
    step_to(p, false);
  }
  void close() { line_to(start_); }

  void quad_to(Point b, Point c) {
    const Point a = at_;
    begin_curve({b - a, c - a});
    flatten_quad(a, b, c, chords_.of_quad(a, b, c), [this](Point p) { step_to(p, true); });
    end_curve({c - b, c - a});
  }
  void cubic_to(Point b, Point c, Point d) {
    const Point a = at_;
    begin_curve({b - a, c - a, d - a});
    flatten_cubic(a, b, c, d, chords_.of_cubic(a, b, c, d), [this](Point p) { step_to(p, true); });
    end_curve({d - c, d - b, d - a});
  }

  // A subpath that went nowhere points right.
  void finish() {
    if (has_drawn_ && steps_.empty()) steps_.push_back({at_, at_, {1, 0}, 0, false});
  }

 private:
  void step_to(Point p, bool is_smooth) {
    const Point v = p - at_;
    const double length = length_of(v);
    if (length > 0) steps_.push_back({at_, p, (1 / length) * v, length, is_smooth});
    at_ = p;
  }
  // The tangent at an end is along the first of these that is not zero.
  void add_tangent(std::initializer_list<Point> along, bool is_smooth) {
    for (const Point v : along) {
      const double length = length_of(v);
      if (length == 0) continue;
      steps_.push_back({at_, at_, (1 / length) * v, 0, is_smooth});
      return;
    }
  }
  void begin_curve(std::initializer_list<Point> along) {
    has_drawn_ = true;
    add_tangent(along, false);
  }
  void end_curve(std::initializer_list<Point> along) { add_tangent(along, true); }

  Steps& steps_;
  const Chords& chords_;
  Point at_{}, start_{};
  bool has_drawn_ = false;
};

// ---- Outlines -------------------------------------------------------------------------

// Outlines one run of steps after the other. The left side of a run is drawn forwards and the
// right side backwards, both at once: edges need no order.
class Stroker {
 public:
  Stroker(const Stroke& stroke, const Mat3& map, double most_chords, EdgeTable& edges)
      : stroke_(stroke), map_(map), edges_(edges), radius_(limited(stroke.width / 2)) {
    const double wanted = std::sqrt(radius_ * greatest_scale(map) / (8 * kArcTolerance_px));
    chords_per_radian_ = std::min(wanted, most_chords / math::kPi);
    least_turn_ = std::sqrt(8 * kCurveTolerance_px / (radius_ * greatest_scale(map)));
  }

  void draw_open(std::span<const StrokeStep> steps) {
    begin(steps.front());
    for (std::size_t i = 1; i < steps.size(); ++i) join(steps[i - 1], steps[i]);
    const StrokeStep& last = steps.back();
    both_to(last.to, left_of(last.direction));
    cap(last.to, last.direction);
    cap(steps.front().from, -1 * steps.front().direction);
  }

  void draw_closed(std::span<const StrokeStep> steps) {
    begin(steps.front());
    for (std::size_t i = 1; i < steps.size(); ++i) join(steps[i - 1], steps[i]);
    join(steps.back(), steps.front());
  }

 private:
  Point pixel(Point p) const { return limited(apply_affine(map_, p)); }
  Point beside(Point p, Point normal) const { return p + radius_ * normal; }

  void begin(const StrokeStep& first) {
    const Point normal = left_of(first.direction);
    left_ = pixel(beside(first.from, normal));
    right_ = pixel(beside(first.from, -1 * normal));
  }
  void left_to(Point p) {
    const Point to = pixel(p);
    edges_.add(left_, to);
    left_ = to;
  }
  void right_to(Point p) {
    const Point to = pixel(p);
    edges_.add(to, right_);
    right_ = to;
  }
  void both_to(Point p, Point normal) {
    left_to(beside(p, normal));
    right_to(beside(p, -1 * normal));
  }

  // Whether the offset lines of two steps can simply meet: the corner is as flat as chords of
  // curves are, and the steps are longer than what the inner side takes from them.
  bool is_gentle(const StrokeStep& a, const StrokeStep& b) const {
    const double turn = std::abs(cross(a.direction, b.direction));
    const double along = dot(a.direction, b.direction);
    if (!b.is_smooth || along <= 0 || turn > least_turn_) return false;
    const double taken = 2 * radius_ * turn / (1 + along);
    return (a.length == 0 || taken <= a.length) && (b.length == 0 || taken <= b.length);
  }

  void join(const StrokeStep& a, const StrokeStep& b) {
    const Point from = left_of(a.direction), to = left_of(b.direction), p = b.from;
    if (is_gentle(a, b)) {
      // A curve ends square to its tangent, not to its last chord.
      if (a.length == 0) return both_to(p, from);
      if (b.length == 0) return both_to(p, to);
      return both_to(p, (1 / (1 + dot(from, to))) * (from + to));
    }
    both_to(p, from);
    const StrokeJoin kind = b.is_smooth ? StrokeJoin::round : stroke_.join;
    // The inner side goes through the corner: so both rectangles are whole.
    if (cross(from, to) >= 0) {
      corner(kind, p, from, to, [this](Point q) { left_to(q); });
      right_to(p);
      right_to(beside(p, -1 * to));
    } else {
      corner(kind, p, -1 * from, -1 * to, [this](Point q) { right_to(q); });
      left_to(p);
      left_to(beside(p, to));
    }
  }

  // The outer side, between the normals of both steps.
  template <class LineTo>
  void corner(StrokeJoin kind, Point p, Point from, Point to, LineTo line_to) const {
    constexpr double kFoldedBack = 1e-9;
    const double along = dot(from, to), turn = cross(from, to);
    if (kind == StrokeJoin::round) {
      const double radians = math::atan2(std::abs(turn), along);
      arc(p, from, turn >= 0 ? radians : -radians, line_to);
    } else if (kind == StrokeJoin::miter && 1 + along > kFoldedBack) {
      // Miter length over width is 1 / cos(half the turn), whose square is 2 / (1 + along).
      const bool is_short = 2 <= stroke_.miter_limit * stroke_.miter_limit * (1 + along);
      if (is_short) line_to(beside(p, (1 / (1 + along)) * (from + to)));
    }
    line_to(beside(p, to));
  }

  // The points inside an arc that begins at the normal `from`; radians turn x to y.
  template <class LineTo>
  void arc(Point center, Point from, double radians, LineTo line_to) const {
    const int chords = static_cast<int>(std::ceil(std::abs(radians) * chords_per_radian_));
    if (chords < 2) return;
    const double c = math::cos(radians / chords), s = math::sin(radians / chords);
    Point at = from;
    for (int i = 1; i < chords; ++i) {
      at = {at.x * c - at.y * s, at.x * s + at.y * c};
      line_to(beside(center, at));
    }
  }

  // From the left of `p` to its right, around a line that ended in this direction.
  void cap(Point p, Point direction) {
    const Point left = left_of(direction), right = -1 * left;
    Point at = pixel(beside(p, left));
    const auto line_to = [&](Point q) {
      const Point to = pixel(q);
      edges_.add(at, to);
      at = to;
    };
    if (stroke_.cap == StrokeCap::round) arc(p, left, math::kPi, line_to);
    if (stroke_.cap == StrokeCap::square) {
      line_to(beside(p, left + direction));
      line_to(beside(p, right + direction));
    }
    line_to(beside(p, right));
  }

  const Stroke& stroke_;
  const Mat3& map_;
  EdgeTable& edges_;
  double radius_;
  double chords_per_radian_;  // of circles with this radius
  double least_turn_;         // radians: a turn that strays from them by what curves may
  Point left_{}, right_{};    // how far both sides have come, in pixels
};

// ---- Dashes ---------------------------------------------------------------------------

void add_part(Steps& dash, const StrokeStep& step, double begin, double end) {
  if (begin == end && !dash.empty()) return;
  const Point from = begin == 0 ? step.from : step.from + begin * step.direction;
  const Point to = end == step.length ? step.to : step.from + end * step.direction;
  dash.push_back({from, to, step.direction, end - begin, step.is_smooth});
}

// Strokes the dashes of a subpath. On a closed one, a dash goes on through the point where the
// subpath began.
void draw_dashes(bool is_closed, Dashes& dashes, Stroker& stroker, StrokeScratch& scratch) {
  dashes.restart();
  scratch.dash.clear();
  scratch.head.clear();
  bool is_head = is_closed && dashes.is_on();
  const auto end_dash = [&] {
    if (is_head)
      std::swap(scratch.head, scratch.dash);
    else if (!scratch.dash.empty())
      stroker.draw_open(scratch.dash);
    is_head = false;
    scratch.dash.clear();
  };
  for (const StrokeStep& step : scratch.subpath) {
    double at = 0;
    while (step.length - at > dashes.left()) {
      const double end = at + dashes.left();
      if (dashes.is_on()) {
        add_part(scratch.dash, step, at, end);
        end_dash();
      }
      at = end;
      dashes.next();
    }
    if (!dashes.is_on()) {
      dashes.advance(step.length - at);
      continue;
    }
    if (step.length == 0)
      scratch.dash.push_back(step);
    else
      add_part(scratch.dash, step, at, step.length);
    dashes.advance(step.length - at);
  }
  if (is_head) return stroker.draw_closed(scratch.dash);
  scratch.dash.insert(scratch.dash.end(), scratch.head.begin(), scratch.head.end());
  end_dash();
}

// No less than the length of everything that is drawn.
double most_length(PathView path) {
  double sum = 0;
  for (std::size_t i = 1; i < path.points.size(); ++i)
    sum += length_of(limited(path.points[i]) - limited(path.points[i - 1]));
  return 2 * sum;  // closing lines are no longer than what they close
}

double length_of(const Steps& steps) {
  double sum = 0;
  for (const StrokeStep& step : steps) sum += step.length;
  return sum;
}

// One path's stroke, subpath by subpath.
class PathStroker {
 public:
  PathStroker(PathView path, const Stroke& stroke, const Mat3& map, EdgeTable& edges,
              StrokeScratch& scratch)
      : path_(path),
        scratch_(scratch),
        dashes_(stroke),
        chords_{greatest_scale(map), most_chords(path.verbs.size())},
        pen_(scratch.subpath, chords_),
        stroker_(stroke, map, most_chords(path.verbs.size() + most_dashes()), edges) {}

  void draw() {
    const Point* next = path_.points.data();
    bool was_closed = false;
    for (const Verb verb : path_.verbs) {
      switch (verb) {
        case Verb::move: end_subpath(false), pen_.move_to(limited(next[0])); break;
        case Verb::line: pen_.line_to(limited(next[0])); break;
        case Verb::quad: pen_.quad_to(limited(next[0]), limited(next[1])); break;
        case Verb::cubic:
          pen_.cubic_to(limited(next[0]), limited(next[1]), limited(next[2]));
          break;
        case Verb::close:
          if (was_closed) break;
          pen_.close(), end_subpath(true), pen_.move_to(pen_.at());
          break;
      }
      was_closed = verb == Verb::close;
      next += point_count(verb);
    }
    end_subpath(false);
  }

 private:
  std::size_t most_dashes() const {
    if (dashes_.is_solid()) return 0;
    return static_cast<std::size_t>(
        std::min(dashes_.count_in(most_length(path_)), static_cast<double>(kMaxDashes)));
  }

  void end_subpath(bool is_closed) {
    if (!pen_.has_drawn()) return;
    pen_.finish();
    const Steps& steps = scratch_.subpath;
    const double length = length_of(steps);
    const double dashes = dashes_.is_solid() ? 0 : dashes_.count_in(length) + 1;
    if (!dashes_.is_solid() && dashes <= dashes_left_) {
      dashes_left_ -= dashes;
      return draw_dashes(is_closed && length > 0, dashes_, stroker_, scratch_);
    }
    if (is_closed && length > 0)
      stroker_.draw_closed(steps);
    else
      stroker_.draw_open(steps);
  }

  PathView path_;
  StrokeScratch& scratch_;
  Dashes dashes_;
  Chords chords_;
  StepPen pen_;
  Stroker stroker_;
  double dashes_left_ = static_cast<double>(kMaxDashes);
};

}  // namespace

void stroke_path(PathView path, const Stroke& stroke, const Mat3& dst_from_local, EdgeTable& edges,
                 StrokeScratch& scratch) {
  if (!(stroke.width > 0 && std::isfinite(stroke.width))) return;
  PathStroker(path, stroke, dst_from_local, edges, scratch).draw();
}

}  // namespace lattice::raster
