// The area of a convex polygon inside a pixel is the sum over its edges of
//   sign * integral over the edge's dy within the pixel row of clamp(x + 1 - X, 0, 1),
// where X runs along the edge: what lies to the right of a left edge, less what lies to the
// right of a right edge. Each term is a closed form; no running sum goes along a row, which
// would make the result depend on where the row began.
#include "raster/coverage.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <optional>

namespace lattice::raster {
namespace {

using image::Mat3;
using image::Point;
using image::Rect;
using image::RectF;

constexpr double kFarthest = 1e12;

bool is_finite(const Point& p) { return std::isfinite(p.x) && std::isfinite(p.y); }

Point limited(const Point& p) {
  return {std::clamp(p.x, -kFarthest, kFarthest), std::clamp(p.y, -kFarthest, kFarthest)};
}

void store(double covered, std::uint8_t* out) {
  out[0] = static_cast<std::uint8_t>(std::clamp(covered, 0.0, 1.0) * 255 + 0.5);
}
void store(double covered, float* out) {
  out[0] = static_cast<float>(std::clamp(covered, 0.0, 1.0));
}

template <class Sample>
void fill(Sample* row, std::int32_t from, std::int32_t to, double covered) {
  if (from >= to) return;
  Sample value;
  store(covered, &value);
  std::fill(row + from, row + to, value);
}

template <class Sample>
Sample* row_of(Sample* coverage, std::ptrdiff_t row_bytes, std::int32_t row) {
  return reinterpret_cast<Sample*>(reinterpret_cast<std::byte*>(coverage) + row * row_bytes);
}

// x limited to the columns of `area`, as an index into its rows.
std::int32_t column(double x, const Rect& area) {
  const double inside = std::clamp(x, static_cast<double>(area.x0), static_cast<double>(area.x1));
  return static_cast<std::int32_t>(inside) - area.x0;
}

template <class Sample>
void clear(const Rect& area, Sample* coverage, std::ptrdiff_t row_bytes) {
  for (std::int32_t y = 0; y < area.height(); ++y)
    fill(row_of(coverage, row_bytes, y), 0, area.width(), 0);
}

// ---- Polygons -------------------------------------------------------------------------

// The part of an edge inside one pixel row. Left edges add, right edges subtract.
struct Slice {
  double x0, x1;  // at its two ends
  double height;  // signed
};

std::optional<Slice> slice(const Point& a, const Point& b, double y, double sign) {
  const double top = std::clamp(a.y, y, y + 1), bottom = std::clamp(b.y, y, y + 1);
  if (top == bottom) return std::nullopt;
  const double dx = b.x - a.x, dy = b.y - a.y;
  const auto at = [&](double row) {
    if (row == a.y) return a.x;
    if (row == b.y) return b.x;
    return std::clamp(a.x + dx * ((row - a.y) / dy), std::min(a.x, b.x), std::max(a.x, b.x));
  };
  return Slice{at(top), at(bottom), sign * (bottom - top)};
}

// Mean of clamp(t, 0, 1) over t from u to v. Only sums of non-negative terms, so nothing
// cancels.
double mean_clamped(double u, double v) {
  const double low = std::min(u, v), high = std::max(u, v);
  if (high <= 0) return 0;
  if (low >= 1) return 1;
  if (low >= 0 && high <= 1) return (low + high) / 2;
  const double a = std::max(low, 0.0), b = std::min(high, 1.0);
  const double ramp = (b - a) * (a + b) / 2, above = std::max(high - 1, 0.0);
  return (ramp + above) / (high - low);
}

// Twice the signed area, relative to a corner so that far shapes keep their digits.
double orientation(std::span<const Point> corners) {
  const Point o = limited(corners[0]);
  double twice_area = 0;
  for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
    const Point a = limited(corners[i]), b = limited(corners[i + 1]);
    twice_area += (a.x - o.x) * (b.y - o.y) - (b.x - o.x) * (a.y - o.y);
  }
  return twice_area;
}

class ConvexPolygon {
 public:
  // `corners`: finite, at least three, with an area.
  ConvexPolygon(std::span<const Point> corners, double twice_area)
      : corners_(corners), sign_(twice_area > 0 ? -1.0 : 1.0) {}

  template <class Visit>
  void for_each_slice(double y, Visit visit) const {
    Point a = limited(corners_.back());
    for (const Point& corner : corners_) {
      const Point b = limited(corner);
      if (const auto s = slice(a, b, y, sign_)) visit(*s);
      a = b;
    }
  }

  // Where, in pixel row y, edges run through pixels, and what lies between them.
  struct Row {
    double left_min = std::numeric_limits<double>::infinity();
    double left_max = -std::numeric_limits<double>::infinity();
    double right_min = std::numeric_limits<double>::infinity();
    double right_max = -std::numeric_limits<double>::infinity();
    double between = 0;  // covered area of a pixel right of all left and left of all right edges
  };

  Row row(double y) const {
    Row r;
    for_each_slice(y, [&r](const Slice& s) {
      const double low = std::min(s.x0, s.x1), high = std::max(s.x0, s.x1);
      if (s.height > 0) {
        r.left_min = std::min(r.left_min, low), r.left_max = std::max(r.left_max, high);
        r.between += s.height;
      } else {
        r.right_min = std::min(r.right_min, low), r.right_max = std::max(r.right_max, high);
      }
    });
    return r;
  }

  double covered(double x, double y) const {
    double sum = 0;
    for_each_slice(
        y, [&](const Slice& s) { sum += s.height * mean_clamped(x + 1 - s.x0, x + 1 - s.x1); });
    return sum;
  }

 private:
  std::span<const Point> corners_;
  double sign_;  // +1 when edges that go down are left edges
};

template <class Sample>
void cover_row(const ConvexPolygon& polygon, std::int32_t y, const Rect& area, Sample* out) {
  const ConvexPolygon::Row row = polygon.row(y);
  const std::int32_t width = area.width();
  if (!(row.right_max > row.left_min)) return fill(out, 0, width, 0);
  const std::int32_t first = column(std::floor(row.left_min), area);
  const std::int32_t last = column(std::ceil(row.right_max), area);
  const std::int32_t inner = std::clamp(column(std::ceil(row.left_max), area), first, last);
  const std::int32_t inner_end = std::clamp(column(std::floor(row.right_min), area), inner, last);
  const auto exact = [&](std::int32_t from, std::int32_t to) {
    for (std::int32_t i = from; i < to; ++i) store(polygon.covered(area.x0 + i, y), out + i);
  };
  fill(out, 0, first, 0);
  exact(first, inner);
  fill(out, inner, inner_end, row.between);
  exact(inner_end, last);
  fill(out, last, width, 0);
}

template <class Sample>
void cover(std::span<const Point> corners, const Rect& area, Sample* coverage,
           std::ptrdiff_t row_bytes) {
  if (area.empty()) return;
  const bool usable = corners.size() >= 3 && std::all_of(corners.begin(), corners.end(), is_finite);
  const double twice_area = usable ? orientation(corners) : 0;
  if (twice_area == 0) return clear(area, coverage, row_bytes);
  const ConvexPolygon polygon(corners, twice_area);
  for (std::int32_t y = area.y0; y < area.y1; ++y)
    cover_row(polygon, y, area, row_of(coverage, row_bytes, y - area.y0));
}

// ---- Rectangles -----------------------------------------------------------------------

bool keeps_axes(const Mat3& m) {
  return (m.m[1] == 0 && m.m[3] == 0) || (m.m[0] == 0 && m.m[4] == 0);
}

// How much of [at, at + 1] lies in [from, to].
double overlap(double at, double from, double to) {
  return std::max(0.0, std::min(at + 1, to) - std::max(at, from));
}

template <class Sample>
void cover_box(const RectF& box, const Rect& area, Sample* coverage, std::ptrdiff_t row_bytes) {
  const std::int32_t first = column(std::floor(box.x0), area);
  const std::int32_t last = column(std::ceil(box.x1), area);
  const std::int32_t inner = std::clamp(column(std::ceil(box.x0), area), first, last);
  const std::int32_t inner_end = std::clamp(column(std::floor(box.x1), area), inner, last);
  for (std::int32_t y = area.y0; y < area.y1; ++y) {
    Sample* out = row_of(coverage, row_bytes, y - area.y0);
    const double height = overlap(y, box.y0, box.y1);
    const auto edge = [&](std::int32_t from, std::int32_t to) {
      for (std::int32_t i = from; i < to; ++i)
        store(height * overlap(area.x0 + i, box.x0, box.x1), out + i);
    };
    fill(out, 0, first, 0);
    edge(first, inner);
    fill(out, inner, inner_end, height);
    edge(inner_end, last);
    fill(out, last, area.width(), 0);
  }
}

bool has_area(double width, double height) { return width > 0 && height > 0; }

template <class Sample>
void cover_rect(const Mat3& m, double width, double height, const Rect& area, Sample* coverage,
                std::ptrdiff_t row_bytes) {
  assert(m.is_affine());
  if (area.empty()) return;
  const std::array<Point, 4> corners{m.apply({0, 0}), m.apply({width, 0}), m.apply({width, height}),
                                     m.apply({0, height})};
  if (!has_area(width, height) || !std::all_of(corners.begin(), corners.end(), is_finite))
    return clear(area, coverage, row_bytes);
  if (!keeps_axes(m)) return cover(corners, area, coverage, row_bytes);
  cover_box(image::map_bounds(m, {0, 0, width, height}), area, coverage, row_bytes);
}

// The nearest whole number within the range of pixel coordinates.
std::int32_t whole(double v) {
  static constexpr double kLimit = 1 << 30;
  return static_cast<std::int32_t>(std::clamp(v, -kLimit, kLimit));
}

}  // namespace

void cover_convex(std::span<const Point> corners, const Rect& area, std::uint8_t* coverage,
                  std::ptrdiff_t row_bytes) {
  cover(corners, area, coverage, row_bytes);
}

void cover_convex(std::span<const Point> corners, const Rect& area, float* coverage,
                  std::ptrdiff_t row_bytes) {
  cover(corners, area, coverage, row_bytes);
}

void rect_coverage(const Mat3& dst_from_local, double width, double height, const Rect& area,
                   std::uint8_t* coverage, std::ptrdiff_t row_bytes) {
  cover_rect(dst_from_local, width, height, area, coverage, row_bytes);
}

void rect_coverage(const Mat3& dst_from_local, double width, double height, const Rect& area,
                   float* coverage, std::ptrdiff_t row_bytes) {
  cover_rect(dst_from_local, width, height, area, coverage, row_bytes);
}

Rect fully_covered(const Mat3& dst_from_local, double width, double height) {
  if (!dst_from_local.is_affine() || !keeps_axes(dst_from_local) || !has_area(width, height))
    return {};
  const RectF box = image::map_bounds(dst_from_local, {0, 0, width, height});
  const bool finite = is_finite({box.x0, box.y0}) && is_finite({box.x1, box.y1});
  if (!finite || !(box.x1 > box.x0) || !(box.y1 > box.y0)) return {};
  const Rect inner{whole(std::ceil(box.x0)), whole(std::ceil(box.y0)), whole(std::floor(box.x1)),
                   whole(std::floor(box.y1))};
  return inner.empty() ? Rect{} : inner;
}

}  // namespace lattice::raster
