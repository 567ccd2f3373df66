// The values of params that C++ has no type for.
#ifndef LATTICE_CPP_VALUE_HPP
#define LATTICE_CPP_VALUE_HPP
#include <cassert>
#include <cstddef>

namespace lattice {

struct Vec2 {
  double x, y;
  friend constexpr bool operator==(const Vec2 &, const Vec2 &) = default;
};
struct Vec3 {
  float x, y, z;
  friend constexpr bool operator==(const Vec3 &, const Vec3 &) = default;
};
// Straight RGBA in the session's working space.
struct Color {
  float r, g, b, a;
  friend constexpr bool operator==(const Color &, const Color &) = default;
};

// The points of a CURVE param, x strictly increasing.
class Curve {
 public:
  constexpr Curve(const double *pairs, std::size_t points) noexcept
      : pairs_(pairs), points_(points) {}
  constexpr std::size_t size() const noexcept { return points_; }
  constexpr Vec2 operator[](std::size_t i) const noexcept {
    assert(i < points_);
    return {pairs_[2 * i], pairs_[2 * i + 1]};
  }

 private:
  const double *pairs_;
  std::size_t points_;
};

}  // namespace lattice
#endif
