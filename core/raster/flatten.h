// Curves as lines. How many depends on the curve and its map alone, so that every tile of a
// shape sees the same ones.
#pragma once
#include <algorithm>
#include <cmath>

#include "image/mat3.h"

namespace lattice::raster {

// Points beyond are moved there, in pixels as well as in a path's own units.
inline constexpr double kFarthest = 1e11;

// Chords stray from their curve by at most this much, in pixels. Coverage beside a curve is
// then too small by at most 2/3 of it on average, which is 2/3 of 1/255.
inline constexpr double kCurveTolerance_px = 1.0 / 256;

// Round shapes are drawn as the circles they are, and nearer to them than that.
inline constexpr double kArcTolerance_px = kCurveTolerance_px / 4;

inline bool is_finite(image::Point p) { return std::isfinite(p.x) && std::isfinite(p.y); }

// NaN, which products of huge numbers may become, counts as far to the left or above.
inline double limited(double v) {
  return v > -kFarthest ? (v < kFarthest ? v : kFarthest) : -kFarthest;
}
inline image::Point limited(image::Point p) { return {limited(p.x), limited(p.y)}; }

inline double length_of(image::Point v) { return std::sqrt(v.x * v.x + v.y * v.y); }

// What map.apply(p) gives, for affine maps: without its divisions by 1.
inline image::Point apply_affine(const image::Mat3& map, image::Point p) {
  const auto& m = map.m;
  return {m[0] * p.x + m[1] * p.y + m[2], m[3] * p.x + m[4] * p.y + m[5]};
}

// The most that an affine map stretches any distance: its greater singular value.
inline double greatest_scale(const image::Mat3& map) {
  const double a = limited(map.m[0]), b = limited(map.m[1]);
  const double c = limited(map.m[3]), d = limited(map.m[4]);
  const double squares = a * a + b * b + c * c + d * d, determinant = a * d - b * c;
  const double under_root = squares * squares - 4 * determinant * determinant;
  return std::sqrt((squares + std::sqrt(std::max(under_root, 0.0))) / 2);
}

// Into how many lines one curve of a path is cut at most: all of them together stay bounded.
inline double most_chords(std::size_t curves) {
  constexpr double kMostLines = 1 << 22, kFew = 16, kMany = 4096;
  return std::clamp(std::floor(kMostLines / static_cast<double>(std::max<std::size_t>(curves, 1))),
                    kFew, kMany);
}

// Wang's formula: n chords of a curve of degree d stray by at most
// d (d - 1) / 8 * max |second difference of its points| / n^2.
struct Chords {
  double pixels_per_unit = 1;
  double most = 1;  // most_chords()

  int of_quad(image::Point a, image::Point b, image::Point c) const {
    return count(0.25 * second_difference(a, b, c));
  }
  int of_cubic(image::Point a, image::Point b, image::Point c, image::Point d) const {
    return count(0.75 * std::max(second_difference(a, b, c), second_difference(b, c, d)));
  }

 private:
  static double second_difference(image::Point a, image::Point b, image::Point c) {
    return length_of({a.x - 2 * b.x + c.x, a.y - 2 * b.y + c.y});
  }
  int count(double strayed) const {
    const double n = std::ceil(std::sqrt(strayed * pixels_per_unit / kCurveTolerance_px));
    return static_cast<int>(std::clamp(n, 1.0, most));
  }
};

// Calls visit(point) for the ends of n chords; the last one is the curve's end itself.
template <class Visit>
void flatten_quad(image::Point a, image::Point b, image::Point c, int n, Visit visit) {
  const image::Point q1{2 * (b.x - a.x), 2 * (b.y - a.y)};
  const image::Point q2{a.x - 2 * b.x + c.x, a.y - 2 * b.y + c.y};
  for (int i = 1; i < n; ++i) {
    const double t = static_cast<double>(i) / n;
    visit(image::Point{a.x + t * (q1.x + t * q2.x), a.y + t * (q1.y + t * q2.y)});
  }
  visit(c);
}

template <class Visit>
void flatten_cubic(image::Point a, image::Point b, image::Point c, image::Point d, int n,
                   Visit visit) {
  const image::Point q1{3 * (b.x - a.x), 3 * (b.y - a.y)};
  const image::Point q2{3 * (a.x - 2 * b.x + c.x), 3 * (a.y - 2 * b.y + c.y)};
  const image::Point q3{d.x - a.x + 3 * (b.x - c.x), d.y - a.y + 3 * (b.y - c.y)};
  for (int i = 1; i < n; ++i) {
    const double t = static_cast<double>(i) / n;
    visit(image::Point{a.x + t * (q1.x + t * (q2.x + t * q3.x)),
                       a.y + t * (q1.y + t * (q2.y + t * q3.y))});
  }
  visit(d);
}

}  // namespace lattice::raster
