#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "raster/shapes.h"
#include "support/catch.h"

namespace lattice::raster {
namespace {

using image::Mat3;
using image::Point;
using image::Rect;
using Polygon = std::vector<Point>;

// A grid of 64 x 64 samples misses at most about a sample's width along each edge.
constexpr double kGridTolerance = 2.0 / 64;
// Against clipping in double precision: the rounding of the float result.
constexpr double kExactTolerance = 1e-6;

constexpr Rect kArea{-3, -2, 29, 21};

Polygon mapped_rect(const Mat3& m, double w, double h) {
  return {m.apply({0, 0}), m.apply({w, 0}), m.apply({w, h}), m.apply({0, h})};
}

// Corner order does not matter to the references below, but convexity does.
double side(const Point& a, const Point& b, const Point& p) {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

bool is_inside(const Polygon& polygon, const Point& p) {
  int left = 0, right = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const double s = side(polygon[i], polygon[(i + 1) % polygon.size()], p);
    left += s > 0, right += s < 0;
  }
  return left == 0 || right == 0;
}

double supersampled(const Polygon& polygon, int x, int y) {
  int hits = 0;
  for (int j = 0; j < 64; ++j)
    for (int i = 0; i < 64; ++i)
      hits += is_inside(polygon, {x + (i + 0.5) / 64, y + (j + 0.5) / 64});
  return hits / 4096.0;
}

// Keeps what lies where nx * x + ny * y <= limit (Sutherland and Hodgman).
Polygon clipped(const Polygon& in, double nx, double ny, double limit) {
  Polygon out;
  for (std::size_t i = 0; i < in.size(); ++i) {
    const Point a = in[i], b = in[(i + 1) % in.size()];
    const double da = nx * a.x + ny * a.y - limit, db = nx * b.x + ny * b.y - limit;
    if (da <= 0) out.push_back(a);
    if ((da < 0 && db > 0) || (da > 0 && db < 0)) {
      const double t = da / (da - db);
      out.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
    }
  }
  return out;
}

double clipped_area(const Polygon& polygon, int x, int y) {
  Polygon p = clipped(clipped(polygon, 1, 0, x + 1), -1, 0, -x);
  p = clipped(clipped(p, 0, 1, y + 1), 0, -1, -y);
  double twice = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const Point a = p[i], b = p[(i + 1) % p.size()];
    twice += (a.x - x) * (b.y - y) - (b.x - x) * (a.y - y);
  }
  return std::abs(twice) / 2;
}

Mat3 random_map(test::Random& random) {
  return Mat3::translation(random.between(0, 20), random.between(0, 15)) *
         Mat3::rotation(random.between(-4, 4)) * Mat3::skew(random.between(-0.6, 0.6), 0) *
         Mat3::scaling(random.between(-2, 2), random.between(-2, 2));
}

template <class Reference>
double worst_error(const Polygon& polygon, test::Mask<float> mask, Reference reference) {
  double worst = 0;
  for (int y = mask.area.y0; y < mask.area.y1; ++y)
    for (int x = mask.area.x0; x < mask.area.x1; ++x)
      worst =
          std::max(worst, std::abs(static_cast<double>(mask.at(x, y)) - reference(polygon, x, y)));
  return worst;
}

}  // namespace

TEST_CASE("a transformed rectangle covers what 64 x 64 samples a pixel count",
          "[raster][coverage]") {
  test::Random random(1);
  for (int i = 0; i < 12; ++i) {
    const Mat3 m = random_map(random);
    const double w = random.between(0.2, 18), h = random.between(0.2, 18);
    CAPTURE(i, w, h);
    CHECK(worst_error(mapped_rect(m, w, h), test::rect_mask<float>(m, w, h, kArea), supersampled) <=
          kGridTolerance);
  }
}

TEST_CASE("a transformed rectangle covers its exact area in every pixel", "[raster][coverage]") {
  test::Random random(2);
  double worst = 0;
  for (int i = 0; i < 400; ++i) {
    const Mat3 m = random_map(random);
    const double w = random.between(0.05, 30), h = random.between(0.05, 30);
    worst = std::max(worst, worst_error(mapped_rect(m, w, h),
                                        test::rect_mask<float>(m, w, h, kArea), clipped_area));
  }
  CHECK(worst <= kExactTolerance);
}

TEST_CASE("a convex polygon covers its exact area in either direction", "[raster][coverage]") {
  test::Random random(3);
  double worst = 0;
  for (int i = 0; i < 200; ++i) {
    Polygon polygon;
    const int corners = 3 + i % 9;
    const double cx = random.between(-2, 28), cy = random.between(-2, 20);
    const double rx = random.between(0.1, 14), ry = random.between(0.1, 14);
    for (int k = 0; k < corners; ++k) {
      const double angle = 6.283185307179586 * (k + random.between(0, 0.8)) / corners;
      polygon.push_back({cx + rx * std::cos(angle), cy + ry * std::sin(angle)});
    }
    if (i % 2) polygon = Polygon(polygon.rbegin(), polygon.rend());
    worst = std::max(worst,
                     worst_error(polygon, test::polygon_mask<float>(polygon, kArea), clipped_area));
  }
  CHECK(worst <= kExactTolerance);
}

TEST_CASE("bytes are the covered area times 255, rounded", "[raster][coverage]") {
  test::Random random(4);
  int wrong = 0;
  for (int i = 0; i < 50; ++i) {
    const Mat3 m = random_map(random);
    auto bytes = test::rect_mask<std::uint8_t>(m, 9, 7, kArea);
    auto exact = test::rect_mask<float>(m, 9, 7, kArea);
    for (std::size_t k = 0; k < bytes.samples.size(); ++k)
      wrong += std::abs(bytes.samples[k] - 255.0 * static_cast<double>(exact.samples[k])) >
               0.5 + 255 * kExactTolerance;
  }
  CHECK(wrong == 0);
}

TEST_CASE("an upright rectangle covers products of two overlaps", "[raster][coverage]") {
  auto mask = test::rect_mask<std::uint8_t>(Mat3::translation(1.25, 2.5), 2.5, 2, {0, 0, 6, 6});
  const std::array<int, 36> expected{0, 0,  0,   0,  0, 0, 0, 0,   0,   0,   0, 0,  //
                                     0, 96, 128, 96, 0, 0, 0, 191, 255, 191, 0, 0,  //
                                     0, 96, 128, 96, 0, 0, 0, 0,   0,   0,   0, 0};
  for (std::size_t i = 0; i < 36; ++i) CHECK(mask.samples[i] == expected[i]);
}

TEST_CASE("flips and quarter turns keep the closed form", "[raster][coverage]") {
  const Rect area{-8, -8, 8, 8};
  const auto plain = test::rect_mask<std::uint8_t>(Mat3::translation(-3.5, 1), 5, 3.25, area);
  const Mat3 flipped = Mat3::translation(1.5, 4.25) * Mat3::scaling(-1, -1);
  CHECK(test::rect_mask<std::uint8_t>(flipped, 5, 3.25, area).samples == plain.samples);
  const Mat3 turned{{0, -1, 1.5, 1, 0, 1, 0, 0, 1}};
  CHECK(test::rect_mask<std::uint8_t>(turned, 3.25, 5, area).samples == plain.samples);
}

TEST_CASE("shapes without an area cover nothing and leave no pixel unwritten",
          "[raster][coverage]") {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  const std::vector<std::uint8_t> none(static_cast<std::size_t>(kArea.area()), 0);
  const Mat3 id;
  CHECK(test::rect_mask<std::uint8_t>(id, 0, 5, kArea).samples == none);
  CHECK(test::rect_mask<std::uint8_t>(id, -4, 5, kArea).samples == none);
  CHECK(test::rect_mask<std::uint8_t>(id, nan, 5, kArea).samples == none);
  CHECK(test::rect_mask<std::uint8_t>(id, inf, 5, kArea).samples == none);
  CHECK(test::rect_mask<std::uint8_t>(Mat3::scaling(0, 1), 5, 5, kArea).samples == none);
  CHECK(test::rect_mask<std::uint8_t>(Mat3::scaling(nan, 1), 5, 5, kArea).samples == none);
  CHECK(test::rect_mask<std::uint8_t>(Mat3::rotation(0.3) * Mat3::scaling(1, 0), 5, 5, kArea)
            .samples == none);
  CHECK(test::polygon_mask<std::uint8_t>({}, kArea).samples == none);
  CHECK(test::polygon_mask<std::uint8_t>(Polygon{{1, 1}, {9, 9}}, kArea).samples == none);
  CHECK(test::polygon_mask<std::uint8_t>(Polygon{{1, 1}, {5, 5}, {9, 9}}, kArea).samples == none);
  CHECK(test::polygon_mask<std::uint8_t>(Polygon{{1, 1}, {nan, 5}, {9, 0}}, kArea).samples == none);
  CHECK(test::polygon_mask<std::uint8_t>(Polygon{{1, 1}, {5, inf}, {9, 0}}, kArea).samples == none);
}

TEST_CASE("repeated and collinear corners change nothing", "[raster][coverage]") {
  const Polygon plain{{2.3, 1.1}, {17.9, 4.4}, {11.2, 16.8}};
  const Polygon more{{2.3, 1.1}, {2.3, 1.1}, {17.9, 4.4}, {11.2, 16.8}, {11.2, 16.8}};
  CHECK(test::polygon_mask<float>(plain, kArea).samples ==
        test::polygon_mask<float>(more, kArea).samples);
}

TEST_CASE("edges that come from ten million pixels away still cross a pixel in its place",
          "[raster][coverage]") {
  // Digits that remain of 1e7 in double precision, and the float result.
  constexpr double kFarTolerance = 1e-6;
  // Half plane below the line through (5, 5) with slope 0.25.
  const Polygon polygon{{5 - 1e7, 5 - 2.5e6}, {5 + 1e7, 5 + 2.5e6}, {5 - 1e7, 1e7}};
  auto mask = test::polygon_mask<float>(polygon, {0, 0, 12, 12});
  for (int x = 0; x < 12; ++x) {
    double column = 0;
    for (int y = 0; y < 12; ++y) column += static_cast<double>(mask.at(x, y));
    CHECK(column == Approx(12 - (5 + (x + 0.5 - 5) * 0.25)).margin(12 * kFarTolerance));
  }
  const auto covered = test::rect_mask<std::uint8_t>(
      Mat3::translation(-5e6, -5e6) * Mat3::rotation(0.1), 1e7, 1e7, {0, 0, 64, 64});
  CHECK(covered.samples == std::vector<std::uint8_t>(64 * 64, 255));
}

TEST_CASE("absurd coordinates give coverage between 0 and 1, never NaN", "[raster][coverage]") {
  test::Random random(6);
  int wrong = 0;
  for (int i = 0; i < 300; ++i) {
    Polygon polygon;
    for (int k = 0; k < 4; ++k)
      polygon.push_back({random.between(-1, 1) * std::pow(10.0, random.between(-300, 300)),
                         random.between(-1, 1) * std::pow(10.0, random.between(-300, 300))});
    for (const float v : test::polygon_mask<float>(polygon, kArea).samples)
      wrong += !(v >= 0.0f && v <= 1.0f);
  }
  CHECK(wrong == 0);
}

}  // namespace lattice::raster
