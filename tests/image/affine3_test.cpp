#include "image/affine3.h"

#include <cmath>
#include <limits>

#include "base/math.h"
#include "support/catch.h"

namespace lattice::image {
namespace {

void check_near(const Point3& a, const Point3& b) {
  CHECK(a.x == Approx(b.x).margin(1e-12));
  CHECK(a.y == Approx(b.y).margin(1e-12));
  CHECK(a.z == Approx(b.z).margin(1e-12));
}

}  // namespace

TEST_CASE("positive angles turn y to z, z to x and x to y", "[image][affine3]") {
  const double quarter = math::kPi / 2;
  check_near(Affine3::rotation_x(quarter).apply({0, 1, 0}), {0, 0, 1});
  check_near(Affine3::rotation_y(quarter).apply({0, 0, 1}), {1, 0, 0});
  check_near(Affine3::rotation_z(quarter).apply({1, 0, 0}), {0, 1, 0});
}

TEST_CASE("a product of maps within planes is that of the flat matrices, number by number",
          "[image][affine3]") {
  const Mat3 a = Mat3::translation(0.1, -7.3) * Mat3::rotation(0.7) * Mat3::scaling(3, 0.3);
  const Mat3 b = Mat3::translation(11.7, 1e5) * Mat3::skew(0.2, -0.1) * Mat3::rotation(-2);
  const Affine3 product = Affine3::in_plane(a, 5) * Affine3::in_plane(b, 0.25);
  CHECK(flattened(product) == a * b);
  CHECK(product.origin().z == 5.25);
}

TEST_CASE("a map of space times its inverse moves nothing", "[image][affine3]") {
  const Affine3 map = Affine3::translation(30, -7, 12) * Affine3::rotation_z(0.3) *
                      Affine3::rotation_y(-1.1) * Affine3::rotation_x(2) *
                      Affine3::in_plane(Mat3::skew(0.4, 0.1) * Mat3::scaling(3, -0.5), 0);
  const auto back = inverse(map);
  REQUIRE(back);
  check_near((*back * map).apply({12.5, -80, 3}), {12.5, -80, 3});
  CHECK_FALSE(inverse(Affine3::in_plane(Mat3::scaling(0, 1), 4)));
}

TEST_CASE("directions are told apart at any length", "[image][affine3]") {
  CHECK(is_parallel({1, 2, 3}, {-2e200, -4e200, -6e200}));
  CHECK(is_parallel({0, 0, 0}, {1, 0, 0}));
  CHECK_FALSE(is_parallel({1e-200, 0, 0}, {1, 1e-6, 0}));
  check_near(*normalized({3e250, 0, 4e250}), {0.6, 0, 0.8});
  check_near(*normalized({3e-170, -4e-170, 0}), {0.6, -0.8, 0});
  CHECK_FALSE(normalized({0, 0, 0}));
  CHECK_FALSE(normalized({std::nan(""), 0, 1}));
  CHECK_FALSE(normalized({0, std::numeric_limits<double>::infinity(), 1}));
}

}  // namespace lattice::image
