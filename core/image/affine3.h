// An affine map of space on points (x, y, z, 1), row-major, in double precision, named as
// Mat3 is: c_from_b * b_from_a. The plane of a Mat3 is z = 0.
#pragma once
#include <array>
#include <optional>

#include "image/mat3.h"

namespace lattice::image {

struct Point3 {
  double x = 0, y = 0, z = 0;
  friend bool operator==(const Point3&, const Point3&) = default;
};

inline Point3 operator-(const Point3& a, const Point3& b) {
  return {a.x - b.x, a.y - b.y, a.z - b.z};
}
inline double dot(const Point3& a, const Point3& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
inline Point3 cross(const Point3& a, const Point3& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
// Of length 1; nothing for a vector that is zero or not finite.
std::optional<Point3> normalized(const Point3& v);
// Within a billionth of a radian, either way round. Zero is parallel to everything.
bool is_parallel(const Point3& a, const Point3& b);

struct Affine3 {
  std::array<double, 12> m{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};

  static Affine3 translation(double x, double y, double z) {
    return {{1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z}};
  }
  // Positive angles turn y towards z, z towards x, x towards y.
  static Affine3 rotation_x(double radians);
  static Affine3 rotation_y(double radians);
  static Affine3 rotation_z(double radians);
  // What an affine Mat3 does within its plane, which moves by z.
  static Affine3 in_plane(const Mat3& affine, double z);

  // Where the unit vectors go, as directions, and the origin.
  Point3 x_axis() const { return {m[0], m[4], m[8]}; }
  Point3 y_axis() const { return {m[1], m[5], m[9]}; }
  Point3 origin() const { return {m[3], m[7], m[11]}; }
  Point3 apply(const Point3& p) const;
  friend bool operator==(const Affine3&, const Affine3&) = default;
};

// Of maps within their planes the product is that of Mat3, number by number.
Affine3 operator*(const Affine3& c_from_b, const Affine3& b_from_a);
std::optional<Affine3> inverse(const Affine3& map);  // nothing when singular

// The plane z = 0 as it is seen along z: always affine.
Mat3 flattened(const Affine3& map);

}  // namespace lattice::image
