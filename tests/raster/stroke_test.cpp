#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "raster/sweeps.h"
#include "support/catch.h"

namespace lattice::raster {
namespace {

using image::Mat3;
using image::Path;
using image::Point;
using image::Rect;

constexpr Rect kArea{-2, -2, 30, 24};

Stroke pen(double width, StrokeCap cap = StrokeCap::butt, StrokeJoin join = StrokeJoin::miter) {
  Stroke out;
  out.width = width, out.cap = cap, out.join = join;
  return out;
}

std::vector<std::uint8_t> mask_of(std::string_view path, const Stroke& stroke,
                                  const Mat3& map = {}) {
  return test::stroked(test::path_of(path), stroke, kArea, map).samples;
}

double area_of(std::string_view path, const Stroke& stroke, const Mat3& map = {}) {
  double sum = 0;
  for (const float v : test::stroked<float>(test::path_of(path), stroke, kArea, map).samples)
    sum += static_cast<double>(v);
  return sum;
}

// What grid and chords take from areas of this size.
Approx area(double wanted) { return Approx(wanted).margin(0.03); }

Stroke dashed(double width, const std::vector<double>& dashes, double offset = 0,
              StrokeCap cap = StrokeCap::butt) {
  Stroke out = pen(width, cap);
  out.dashes = dashes, out.dash_offset = offset;
  return out;
}

double distance_to_segment(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, squared = dx * dx + dy * dy;
  const double along = squared == 0 ? 0 : ((p.x - a.x) * dx + (p.y - a.y) * dy) / squared;
  const double t = std::clamp(along, 0.0, 1.0);
  const double x = p.x - a.x - t * dx, y = p.y - a.y - t * dy;
  return std::sqrt(x * x + y * y);
}

double distance_to_line(Point p, const std::vector<Point>& line) {
  double least = 1e9;
  for (std::size_t k = 1; k < line.size(); ++k)
    least = std::min(least, distance_to_segment(p, line[k - 1], line[k]));
  return least;
}

// How much of a pixel is within the radius of the line through these points, by 16 x 16 samples.
double near_line(const std::vector<Point>& line, double radius, int x, int y) {
  const double off = distance_to_line({x + 0.5, y + 0.5}, line) - radius;
  if (std::abs(off) > 0.75) return off < 0;  // further than the corners of the pixel
  int hits = 0;
  for (int j = 0; j < 16; ++j)
    for (int i = 0; i < 16; ++i)
      hits += distance_to_line({x + (i + 0.5) / 16, y + (j + 0.5) / 16}, line) <= radius;
  return hits / 256.0;
}

double worst_error(test::Mask<float> mask, const std::vector<Point>& line, double radius) {
  double worst = 0;
  for (int y = kArea.y0; y < kArea.y1; ++y)
    for (int x = kArea.x0; x < kArea.x1; ++x)
      worst = std::max(
          worst, std::abs(static_cast<double>(mask.at(x, y)) - near_line(line, radius, x, y)));
  return worst;
}

// What 256 samples miss of a pixel with two edges in it.
constexpr double kSampling = 0.13;

}  // namespace

TEST_CASE("a round line covers what is within half its width, however it turns",
          "[raster][stroke]") {
  test::Random random(50);
  for (int i = 0; i < 12; ++i) {
    std::vector<Point> line;
    Path path;
    for (int k = 0; k < 2 + i % 4; ++k) {
      line.push_back({random.between(2, 26), random.between(2, 20)});
      k == 0 ? path.move_to(line[0]) : path.line_to(line.back());
    }
    const double width = random.between(0.4, 7);
    CAPTURE(i, width);
    CHECK(worst_error(
              test::stroked<float>(path, pen(width, StrokeCap::round, StrokeJoin::round), kArea),
              line, width / 2) <= kSampling);
  }
}

TEST_CASE("curves stay whole where they turn tighter than the line is wide", "[raster][stroke]") {
  // A hairpin, a cusp, a loop, a straight curve that comes back, an S, and a dot of a loop.
  const std::vector<std::array<Point, 4>> curves{
      {{{4, 4}, {30, 10}, {30, 11}, {4, 16}}},     {{{4, 16}, {26, 2}, {2, 2}, {24, 16}}},
      {{{8, 14}, {38, 2}, {-12, 2}, {18, 14}}},    {{{6, 10}, {30, 10}, {-4, 10}, {20, 10}}},
      {{{3, 17}, {28, 17}, {0, 3}, {25, 3}}},      {{{12, 10}, {13.5, 9}, {13.5, 11}, {12, 10}}},
      {{{12, 10}, {12, 10}, {20, 10}, {20, 10.1}}}};
  for (const auto& c : curves)
    for (const double width : {1.0, 6.5}) {
      Path path;
      path.move_to(c[0]);
      path.cubic_to(c[1], c[2], c[3]);
      std::vector<Point> line;
      for (int i = 0; i <= 200; ++i) {
        const double t = i / 200.0, u = 1 - t;
        const double w[] = {u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
        Point p;
        for (std::size_t k = 0; k < 4; ++k) p.x += w[k] * c[k].x, p.y += w[k] * c[k].y;
        line.push_back(p);
      }
      CAPTURE(c[1].x, c[1].y, width);
      CHECK(worst_error(test::stroked<float>(path, pen(width, StrokeCap::round), kArea), line,
                        width / 2) <= kSampling);
    }
}

TEST_CASE("caps end a line at it, half a width after it, or in half a circle", "[raster][stroke]") {
  CHECK(area_of("M5 5.5h12", pen(4)) == area(48));
  CHECK(area_of("M5 5.5h12", pen(4, StrokeCap::square)) == area(64));
  CHECK(area_of("M5 5.5h12", pen(4, StrokeCap::round)) == area(48 + 4 * std::numbers::pi));
  CHECK(mask_of("M5 5.5h12", pen(4)) == mask_of("M17 5.5h-12", pen(4)));
}

TEST_CASE("subpaths without a length are dots of their caps", "[raster][stroke]") {
  for (const char* path :
       {"M9 9z", "M9 9h0", "M9 9L9 9L9 9z", "M9 9c0 0 0 0 0 0", "M9 9q0 0 0 0z"}) {
    CAPTURE(path);
    CHECK(area_of(path, pen(5)) == 0.0);
    CHECK(area_of(path, pen(5, StrokeCap::round)) == area(6.25 * std::numbers::pi));
    CHECK(mask_of(path, pen(5, StrokeCap::square)) == mask_of("M6.5 9h5", pen(5)));
  }
  CHECK(area_of("M9 9", pen(5, StrokeCap::round)) == 0.0);
  CHECK(area_of("M3 3M9 9zM20 9", pen(5, StrokeCap::round)) == area(6.25 * std::numbers::pi));
}

TEST_CASE("corners are pointed up to the limit, then cut off", "[raster][stroke]") {
  // A right angle, whose miter is 1.414 widths: the corner square is whole, or cut in half.
  const auto corner = "M4 4h10v10";
  Stroke stroke = pen(4);
  CHECK(area_of(corner, stroke) == area(80));
  stroke.miter_limit = 1.42;
  CHECK(area_of(corner, stroke) == area(80));
  stroke.miter_limit = 1.41;
  CHECK(area_of(corner, stroke) == area(78));
  CHECK(area_of(corner, pen(4, StrokeCap::butt, StrokeJoin::bevel)) == area(78));
  CHECK(area_of(corner, pen(4, StrokeCap::butt, StrokeJoin::round)) == area(76 + std::numbers::pi));
  // A sharp one: 20 widths is beyond every usual limit.
  CHECK(mask_of("M4 4L24 4L4 6", pen(2)) ==
        mask_of("M4 4L24 4L4 6", pen(2, StrokeCap::butt, StrokeJoin::bevel)));
}

TEST_CASE("a line that comes straight back ends as its join says", "[raster][stroke]") {
  CHECK(area_of("M5 9h12h-6", pen(4)) == area(48));
  CHECK(area_of("M5 9h12h-6", pen(4, StrokeCap::butt, StrokeJoin::bevel)) == area(48));
  CHECK(area_of("M5 9h12h-6", pen(4, StrokeCap::butt, StrokeJoin::round)) ==
        area(48 + 2 * std::numbers::pi));
}

TEST_CASE("closed subpaths join where they begin", "[raster][stroke]") {
  CHECK(area_of("M5 5h10v10h-10z", pen(2)) == area(12 * 12 - 8 * 8));
  CHECK(area_of("M5 5h10v10h-10v-10", pen(2)) == area(12 * 12 - 8 * 8 - 1));
  CHECK(area_of("M5 5h10v10h-10v-10z", pen(2)) == area(12 * 12 - 8 * 8));
  // What follows a close begins at the same point; a second close draws nothing.
  CHECK(mask_of("M5 5h10v10h-10zz", pen(2, StrokeCap::round)) ==
        mask_of("M5 5h10v10h-10z", pen(2, StrokeCap::round)));
  CHECK(area_of("M5 5h10v10h-10zv-4", pen(2)) == area(12 * 12 - 8 * 8 + 6));
}

TEST_CASE("a curve ends square to its tangent", "[raster][stroke]") {
  // A quarter of a circle of radius 12, nearly, 6 wide.
  const auto quarter = "M2 2C2 8.6274 7.3726 14 14 14";
  auto mask = test::stroked<float>(test::path_of(quarter), pen(6), {-8, -8, 30, 24});
  double above = 0, right = 0;
  for (int k = -8; k < 24; ++k) {
    above += static_cast<double>(mask.at(k, 1));
    right += static_cast<double>(mask.at(14, k));
  }
  CHECK(above == 0.0);
  CHECK(right == 0.0);
  CHECK(area_of(quarter, pen(2)) == area(12 * std::numbers::pi));
}

TEST_CASE("a map applies to the stroked shape", "[raster][stroke]") {
  const Mat3 wide = Mat3::scaling(3, 1);
  CHECK(area_of("M1 6h5", pen(2), wide) == area(30));
  CHECK(area_of("M4 2v10", pen(2), wide) == area(60));
  const Mat3 mirrored = Mat3::translation(28, 0) * Mat3::scaling(-1, 1);
  CHECK(area_of("M3 3h9l5 9", pen(3), mirrored) == area(area_of("M3 3h9l5 9", pen(3))));
  CHECK(area_of("M3 3h9l5 9", pen(3), Mat3::scaling(1, 0)) == 0.0);
  // The same line, whatever its units.
  const auto small =
      mask_of("M.003 .003C.02 .003 .003 .02 .02 .02", pen(0.002), Mat3::scaling(1000, 1000));
  const auto plain = mask_of("M3 3C20 3 3 20 20 20", pen(2));
  int off = 0;
  for (std::size_t i = 0; i < plain.size(); ++i) off += std::abs(plain[i] - small[i]) > 1;
  CHECK(off == 0);
}

TEST_CASE("dashes follow the length of a line", "[raster][stroke][dash]") {
  const auto line = "M2 5h20";
  CHECK(mask_of(line, dashed(2, {4, 3})) == mask_of("M2 5h4m3 0h4m3 0h4m3 0h0", pen(2)));
  CHECK(mask_of(line, dashed(2, {4, 3}, 5)) == mask_of("M4 5h4m3 0h4m3 0h4", pen(2)));
  CHECK(mask_of(line, dashed(2, {4, 3}, -2)) == mask_of("M4 5h4m3 0h4m3 0h4", pen(2)));
  CHECK(mask_of(line, dashed(2, {4, 3}, 5 + 7e6)) == mask_of(line, dashed(2, {4, 3}, 5)));
  // An odd number of them is gone through twice.
  CHECK(mask_of(line, dashed(2, {5, 2, 1})) == mask_of(line, dashed(2, {5, 2, 1, 5, 2, 1})));
  // Each subpath begins anew, and corners inside a dash are joined.
  CHECK(mask_of("M2 5h6M2 9h6", dashed(2, {4, 3})) == mask_of("M2 5h4M2 9h4", pen(2)));
  CHECK(mask_of("M2 5h3v9", dashed(2, {6, 100})) == mask_of("M2 5h3v3", pen(2)));
  CHECK(mask_of("M2 5h3v9", dashed(2, {3, 4})) == mask_of("M2 5h3m0 4v3", pen(2)));
}

TEST_CASE("a dash of a closed subpath goes on through its beginning", "[raster][stroke][dash]") {
  const auto square = "M5 5h10v10h-10z";
  CHECK(mask_of(square, dashed(2, {10, 10}, 5)) == mask_of("M5 10v-5h5M15 10v5h-5", pen(2)));
  CHECK(mask_of(square, dashed(2, {10, 10}, 15)) == mask_of("M10 5h5v5M10 15h-5v-5", pen(2)));
  CHECK(mask_of(square, dashed(2, {100, 1})) == mask_of(square, pen(2)));
  // A gap that ends where the subpath does.
  CHECK(mask_of(square, dashed(2, {30, 10})) == mask_of("M5 5h10v10h-10", pen(2)));
}

TEST_CASE("dashes without a length are dots of their caps", "[raster][stroke][dash]") {
  const auto line = "M4 9h20";
  CHECK(area_of(line, dashed(3, {0, 5})) == 0.0);
  // At 4, 9, 14, 19; the line ends before the next one begins.
  CHECK(area_of(line, dashed(3, {0, 5}, 0, StrokeCap::round)) == area(4 * 2.25 * std::numbers::pi));
  CHECK(mask_of("M4 9v10", dashed(3, {0, 6}, -3, StrokeCap::square)) ==
        mask_of("M4 10.5v3M4 16.5v3", pen(3)));
}

TEST_CASE("numbers that are no dashes leave a line solid", "[raster][stroke][dash]") {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  const auto line = "M2 5h20l-9 9";
  const auto solid = mask_of(line, pen(2));
  for (const auto& dashes : std::vector<std::vector<double>>{
           {}, {0, 0}, {4, -1}, {nan, 3}, {4, inf}, {1e308, 1e308}, {1e-9, 1e-9}})
    CHECK(mask_of(line, dashed(2, dashes)) == solid);
  CHECK(mask_of(line, dashed(2, {4, 3}, nan)) == mask_of(line, dashed(2, {4, 3}, 0)));
}

TEST_CASE("a width that is no length draws nothing", "[raster][stroke]") {
  const std::vector<std::uint8_t> none(static_cast<std::size_t>(kArea.area()), 0);
  for (const double width : {0.0, -3.0, std::nan(""), std::numeric_limits<double>::infinity()})
    CHECK(mask_of("M2 5h20l-9 9", pen(width, StrokeCap::round)) == none);
}

}  // namespace lattice::raster
