#include "image/mat3.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"

namespace lattice::image {

Mat3 Mat3::rotation(double radians) {
  const double s = math::sin(radians), c = math::cos(radians);
  return {{c, -s, 0, s, c, 0, 0, 0, 1}};
}

Mat3 Mat3::skew(double x_radians, double y_radians) {
  return {{1, math::tan(x_radians), 0, math::tan(y_radians), 1, 0, 0, 0, 1}};
}

bool Mat3::is_integer_translation() const {
  return m[0] == 1 && m[1] == 0 && m[3] == 0 && m[4] == 1 && is_affine() &&
         m[2] == std::floor(m[2]) && m[5] == std::floor(m[5]);
}

Point Mat3::apply(Point p) const {
  const double w = m[6] * p.x + m[7] * p.y + m[8];
  return {(m[0] * p.x + m[1] * p.y + m[2]) / w, (m[3] * p.x + m[4] * p.y + m[5]) / w};
}

Mat3 operator*(const Mat3& c_from_b, const Mat3& b_from_a) {
  Mat3 out;
  const auto &a = c_from_b.m, &b = b_from_a.m;
  for (std::size_t row = 0; row < 3; ++row)
    for (std::size_t col = 0; col < 3; ++col)
      out.m[row * 3 + col] =
          a[row * 3] * b[col] + a[row * 3 + 1] * b[3 + col] + a[row * 3 + 2] * b[6 + col];
  return out;
}

std::optional<Mat3> inverse(const Mat3& matrix) {
  const auto& m = matrix.m;
  const double c0 = m[4] * m[8] - m[5] * m[7];
  const double c1 = m[5] * m[6] - m[3] * m[8];
  const double c2 = m[3] * m[7] - m[4] * m[6];
  const double det = m[0] * c0 + m[1] * c1 + m[2] * c2;
  if (!(std::abs(det) > 1e-300) || !std::isfinite(det)) return std::nullopt;
  Mat3 out;
  out.m = {c0 / det, (m[2] * m[7] - m[1] * m[8]) / det, (m[1] * m[5] - m[2] * m[4]) / det,
           c1 / det, (m[0] * m[8] - m[2] * m[6]) / det, (m[2] * m[3] - m[0] * m[5]) / det,
           c2 / det, (m[1] * m[6] - m[0] * m[7]) / det, (m[0] * m[4] - m[1] * m[3]) / det};
  // Exact where it is exact, so that is_affine() and whole offsets survive.
  if (matrix.is_affine()) out.m[6] = out.m[7] = 0, out.m[8] = 1;
  return out;
}

RectF map_bounds(const Mat3& m, const RectF& r) {
  const Point p[] = {m.apply({r.x0, r.y0}), m.apply({r.x1, r.y0}), m.apply({r.x0, r.y1}),
                     m.apply({r.x1, r.y1})};
  RectF out{p[0].x, p[0].y, p[0].x, p[0].y};
  for (const Point& q : p) {
    out.x0 = std::min(out.x0, q.x), out.y0 = std::min(out.y0, q.y);
    out.x1 = std::max(out.x1, q.x), out.y1 = std::max(out.y1, q.y);
  }
  return out;
}

Rect round_out(const RectF& r) {
  if (!(r.x1 > r.x0) || !(r.y1 > r.y0)) return {};
  static constexpr double kLimit = 1 << 30;
  const auto whole = [](double v) {
    return static_cast<std::int32_t>(std::clamp(v, -kLimit, kLimit));
  };
  const Rect out{whole(std::floor(r.x0)), whole(std::floor(r.y0)), whole(std::ceil(r.x1)),
                 whole(std::ceil(r.y1))};
  return out.empty() ? Rect{} : out;
}

}  // namespace lattice::image
