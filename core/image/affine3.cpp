#include "image/affine3.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"

namespace lattice::image {

std::optional<Point3> normalized(const Point3& v) {
  if (!std::isfinite(v.x) || !std::isfinite(v.y) || !std::isfinite(v.z)) return std::nullopt;
  // What is squared neither overflows nor vanishes.
  const double scale = std::max({std::abs(v.x), std::abs(v.y), std::abs(v.z)});
  if (scale == 0) return std::nullopt;
  const Point3 unit{v.x / scale, v.y / scale, v.z / scale};
  const double norm = std::sqrt(dot(unit, unit));
  return Point3{unit.x / norm, unit.y / norm, unit.z / norm};
}

bool is_parallel(const Point3& a, const Point3& b) {
  constexpr double kSine = 1e-9;
  const auto u = normalized(a), v = normalized(b);
  if (!u || !v) return true;
  const Point3 normal = cross(*u, *v);
  return dot(normal, normal) < kSine * kSine;
}

Affine3 Affine3::rotation_x(double radians) {
  const double s = math::sin(radians), c = math::cos(radians);
  return {{1, 0, 0, 0, 0, c, -s, 0, 0, s, c, 0}};
}

Affine3 Affine3::rotation_y(double radians) {
  const double s = math::sin(radians), c = math::cos(radians);
  return {{c, 0, s, 0, 0, 1, 0, 0, -s, 0, c, 0}};
}

Affine3 Affine3::rotation_z(double radians) {
  const double s = math::sin(radians), c = math::cos(radians);
  return {{c, -s, 0, 0, s, c, 0, 0, 0, 0, 1, 0}};
}

Affine3 Affine3::in_plane(const Mat3& affine, double z) {
  const auto& a = affine.m;
  return {{a[0], a[1], 0, a[2], a[3], a[4], 0, a[5], 0, 0, 1, z}};
}

Point3 Affine3::apply(const Point3& p) const {
  return {m[0] * p.x + m[1] * p.y + m[2] * p.z + m[3], m[4] * p.x + m[5] * p.y + m[6] * p.z + m[7],
          m[8] * p.x + m[9] * p.y + m[10] * p.z + m[11]};
}

Affine3 operator*(const Affine3& c_from_b, const Affine3& b_from_a) {
  Affine3 out;
  const auto &a = c_from_b.m, &b = b_from_a.m;
  for (std::size_t row = 0; row < 12; row += 4) {
    for (std::size_t col = 0; col < 4; ++col)
      out.m[row + col] = a[row] * b[col] + a[row + 1] * b[4 + col] + a[row + 2] * b[8 + col];
    out.m[row + 3] += a[row + 3];
  }
  return out;
}

// The rows of the inverse are the cross products of the columns, over the determinant.
std::optional<Affine3> inverse(const Affine3& map) {
  const Point3 x = map.x_axis(), y = map.y_axis(), z{map.m[2], map.m[6], map.m[10]};
  const Point3 rows[] = {cross(y, z), cross(z, x), cross(x, y)};
  const double det = dot(x, rows[0]);
  if (!(std::abs(det) > 1e-300) || !std::isfinite(det)) return std::nullopt;
  Affine3 out;
  for (std::size_t i = 0; i < 3; ++i) {
    const Point3 row{rows[i].x / det, rows[i].y / det, rows[i].z / det};
    out.m[4 * i] = row.x, out.m[4 * i + 1] = row.y, out.m[4 * i + 2] = row.z;
    out.m[4 * i + 3] = -dot(row, map.origin());
  }
  return out;
}

Mat3 flattened(const Affine3& map) {
  const auto& m = map.m;
  return {{m[0], m[1], m[3], m[4], m[5], m[7], 0, 0, 1}};
}

}  // namespace lattice::image
