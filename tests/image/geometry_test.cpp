#include <cmath>
#include <cstdint>
#include <limits>

#include "image/buffer.h"
#include "image/mat3.h"
#include "support/catch.h"

namespace lattice::image {

TEST_CASE("an empty rect counts for nothing and has one form", "[image][rect]") {
  CHECK(intersect({0, 0, 4, 4}, {4, 0, 8, 4}) == Rect{});
  CHECK(unite({}, {1, 2, 3, 4}) == Rect{1, 2, 3, 4});
  CHECK(unite({9, 9, 9, 12}, {}) == Rect{});
  CHECK(Rect{0, 0, 4, 4}.contains({7, 7, 7, 9}));
  CHECK_FALSE(Rect{0, 0, 4, 4}.contains({0, 0, 5, 4}));
}

TEST_CASE("a matrix times its inverse moves nothing", "[image][mat3]") {
  const Mat3 m = Mat3::translation(30, -7) * Mat3::rotation(0.7) * Mat3::skew(0.2, -0.1) *
                 Mat3::scaling(3, 0.5);
  const auto back = inverse(m);
  REQUIRE(back);
  CHECK(back->is_affine());
  const Point p = (*back * m).apply({12.5, -80});
  CHECK(p.x == Approx(12.5));
  CHECK(p.y == Approx(-80));
  CHECK_FALSE(inverse(Mat3::scaling(0, 1)));
}

TEST_CASE("only a whole shift is an integer translation", "[image][mat3]") {
  CHECK(Mat3::translation(3, -2).is_integer_translation());
  CHECK_FALSE(Mat3::translation(3.5, 0).is_integer_translation());
  CHECK_FALSE(Mat3::scaling(1, 2).is_integer_translation());
}

TEST_CASE("rounding out reaches every touched pixel and survives NaN and infinity",
          "[image][mat3]") {
  CHECK(round_out({0.25, -0.25, 1, 2}) == Rect{0, -1, 1, 2});
  CHECK(round_out({1, 1, 1, 5}) == Rect{});
  CHECK(round_out({std::nan(""), 0, 4, 4}) == Rect{});
  const double inf = std::numeric_limits<double>::infinity();
  CHECK(round_out({-inf, 0, inf, 1}) == Rect{-(1 << 30), 0, 1 << 30, 1});
}

TEST_CASE("the planes of an image are aligned, apart and large enough", "[image][buffer]") {
  Type t{};
  t.dtype = LATTICE_U8;
  t.channels = 3;
  t.layout = LATTICE_PLANAR;
  t.subsampling = LATTICE_SUB_420;
  const Buffer b(t, {0, 0, 33, 5});
  const View& v = b.view();
  CHECK(v.row_bytes[0] == 64);
  CHECK(v.row_bytes[1] == 64);
  CHECK(b.bytes() == 64u * (5 + 3 + 3));
  for (int p = 0; p < 3; ++p) CHECK(reinterpret_cast<std::uintptr_t>(v.plane[p]) % 64 == 0);
  CHECK(v.plane[3] == nullptr);
  CHECK_FALSE(Buffer());
}

}  // namespace lattice::image
