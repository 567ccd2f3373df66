// A 3x3 homography on points (x, y, 1), row-major, in double precision. `b_from_a` maps
// a point of space a into space b, so products read without a gap: c_from_b * b_from_a.
#pragma once
#include <array>
#include <optional>

#include "image/rect.h"

namespace lattice::image {

struct Point {
  double x = 0, y = 0;
};

struct Mat3 {
  std::array<double, 9> m{1, 0, 0, 0, 1, 0, 0, 0, 1};

  static Mat3 translation(double x, double y) { return {{1, 0, x, 0, 1, y, 0, 0, 1}}; }
  static Mat3 scaling(double x, double y) { return {{x, 0, 0, 0, y, 0, 0, 0, 1}}; }
  // Positive angles turn x towards y (clockwise on screen).
  static Mat3 rotation(double radians);
  // x is sheared along y by tan(x_radians), y along x by tan(y_radians).
  static Mat3 skew(double x_radians, double y_radians);

  bool is_affine() const { return m[6] == 0 && m[7] == 0 && m[8] == 1; }
  // Moves by whole pixels and does nothing else.
  bool is_integer_translation() const;
  Point apply(Point p) const;
  friend bool operator==(const Mat3&, const Mat3&) = default;
};

Mat3 operator*(const Mat3& c_from_b, const Mat3& b_from_a);
std::optional<Mat3> inverse(const Mat3& m);  // nothing when singular

struct RectF {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

inline RectF to_float(const Rect& r) {
  return {static_cast<double>(r.x0), static_cast<double>(r.y0), static_cast<double>(r.x1),
          static_cast<double>(r.y1)};
}

// The box around the image of `r` under an affine map.
RectF map_bounds(const Mat3& m, const RectF& r);
// The smallest whole-pixel rect around `r`, limited to +-2^30; empty for NaN.
Rect round_out(const RectF& r);

}  // namespace lattice::image
