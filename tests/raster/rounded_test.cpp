// Ellipses and rounded rectangles against their own equations.
#include <cmath>
#include <limits>

#include "raster/sweeps.h"
#include "support/catch.h"

namespace lattice::raster {
namespace {

using image::Mat3;
using image::Point;
using image::Rect;
using image::RectF;

constexpr Rect kArea{-2, -3, 30, 25};
constexpr double kOneStep = 1.0 / 255;

struct Span {
  double begin = 0, end = 0;
};

// Where the level line of points p(x) = inverse * (x, y) is inside the unit circle around 0.
Span across_circle(const Mat3& inverse, double y) {
  const Point o = inverse.apply({0, y}), d{inverse.m[0], inverse.m[3]};
  const double a = d.x * d.x + d.y * d.y, b = o.x * d.x + o.y * d.y;
  const double under_root = b * b - a * (o.x * o.x + o.y * o.y - 1);
  if (under_root <= 0) return {};
  return {(-b - std::sqrt(under_root)) / a, (-b + std::sqrt(under_root)) / a};
}

double overlap(const Span& span, double x) {
  return std::max(0.0, std::min(span.end, x + 1) - std::max(span.begin, x));
}

// By 512 level lines a pixel, exact along x.
template <class Across>
double worst_error(test::Mask<float> mask, Across across) {
  constexpr int kLines = 512;
  double worst = 0;
  std::vector<double> row(static_cast<std::size_t>(mask.area.width()));
  for (int y = mask.area.y0; y < mask.area.y1; ++y) {
    std::fill(row.begin(), row.end(), 0);
    for (int i = 0; i < kLines; ++i) {
      const Span span = across(y + (i + 0.5) / kLines);
      for (std::size_t k = 0; k < row.size(); ++k)
        row[k] += overlap(span, mask.area.x0 + static_cast<double>(k)) / kLines;
    }
    for (std::size_t k = 0; k < row.size(); ++k) {
      const auto x = mask.area.x0 + static_cast<int>(k);
      worst = std::max(worst, std::abs(row[k] - static_cast<double>(mask.at(x, y))));
    }
  }
  return worst;
}

template <class Sample = float>
test::Mask<Sample> ellipse(const RectF& box, const Mat3& map, const Rect& area = kArea) {
  Outline outline;
  outline.ellipse(box, map, area);
  return test::swept<Sample>(outline, area);
}

template <class Sample = float>
test::Mask<Sample> rounded(const RectF& box, double radius, const Mat3& map = {}) {
  Outline outline;
  outline.rounded_rect(box, radius, map, kArea);
  return test::swept<Sample>(outline, kArea);
}

Mat3 box_from_unit(const RectF& box) {
  return Mat3::translation((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) *
         Mat3::scaling((box.x1 - box.x0) / 2, (box.y1 - box.y0) / 2);
}

}  // namespace

TEST_CASE("ellipses under any affine map are covered within 1/255 of their area",
          "[raster][rounded]") {
  test::Random random(40);
  for (int i = 0; i < 20; ++i) {
    const RectF box{random.between(-3, 1), random.between(-3, 1), random.between(2, 9),
                    random.between(2, 9)};
    const Mat3 map = Mat3::translation(random.between(3, 22), random.between(3, 18)) *
                     Mat3::rotation(random.between(-3, 3)) *
                     Mat3::skew(random.between(-0.7, 0.7), 0) *
                     Mat3::scaling(random.between(0.1, 2), random.between(-2, -0.1));
    const Mat3 unit_from_pixel = *image::inverse(map * box_from_unit(box));
    CAPTURE(i);
    CHECK(worst_error(ellipse(box, map),
                      [&](double y) { return across_circle(unit_from_pixel, y); }) <= kOneStep);
  }
}

TEST_CASE("a circle of three thousand pixels is as exact as a small one", "[raster][rounded]") {
  const RectF box{-3000, -1500, 15.3, 1515.3};
  const Mat3 unit_from_pixel = *image::inverse(box_from_unit(box));
  CHECK(worst_error(ellipse(box, {}),
                    [&](double y) { return across_circle(unit_from_pixel, y); }) <= kOneStep);
}

TEST_CASE("rounded rectangles are covered within 1/255 of their area", "[raster][rounded]") {
  const auto check = [](const RectF& box, double radius) {
    const double r = std::min({radius, (box.x1 - box.x0) / 2, (box.y1 - box.y0) / 2});
    const auto across = [&](double y) -> Span {
      if (y <= box.y0 || y >= box.y1) return {};
      const double into = std::max({box.y0 + r - y, y - (box.y1 - r), 0.0});
      const double taken = r - std::sqrt(std::max(r * r - into * into, 0.0));
      return {box.x0 + taken, box.x1 - taken};
    };
    CAPTURE(box.x0, box.y0, radius);
    CHECK(worst_error(rounded(box, radius), across) <= kOneStep);
  };
  check({2.3, 3.1, 25.8, 19.4}, 4.7);
  check({2.3, 3.1, 25.8, 19.4}, 0.3);
  check({-8, 3.5, 25.8, 9.25}, 100);
  check({5, 5, 15, 15}, 5);
  check({1, 2, 27.5, 21}, 0);
}

TEST_CASE("a radius that is no length leaves the corners sharp", "[raster][rounded]") {
  const auto sharp = rounded<std::uint8_t>({2.3, 3.1, 25.8, 19.4}, 0).samples;
  CHECK(rounded<std::uint8_t>({2.3, 3.1, 25.8, 19.4}, -4).samples == sharp);
  CHECK(rounded<std::uint8_t>({2.3, 3.1, 25.8, 19.4}, std::nan("")).samples == sharp);
  auto closed_form = test::rect_mask<std::uint8_t>(Mat3::translation(2.3, 3.1), 23.5, 16.3, kArea);
  int off = 0;
  for (std::size_t i = 0; i < sharp.size(); ++i)
    off += std::abs(sharp[i] - closed_form.samples[i]) > 1;
  CHECK(off == 0);
}

TEST_CASE("half the shorter side is the largest radius", "[raster][rounded]") {
  const RectF box{2.3, 3.1, 18.6, 19.4};
  const double inf = std::numeric_limits<double>::infinity();
  CHECK(rounded<std::uint8_t>(box, inf).samples == ellipse<std::uint8_t>(box, {}).samples);
}

TEST_CASE("boxes without an area, or that are not finite, cover nothing", "[raster][rounded]") {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  const std::vector<float> none(static_cast<std::size_t>(kArea.area()), 0);
  for (const RectF box :
       {RectF{2, 2, 2, 9}, RectF{9, 2, 2, 9}, RectF{nan, 2, 9, 9}, RectF{2, 2, 9, inf}}) {
    CHECK(ellipse(box, {}).samples == none);
    CHECK(rounded(box, 3).samples == none);
  }
  CHECK(ellipse({2, 2, 9, 9}, Mat3::scaling(nan, 1)).samples == none);
  CHECK(ellipse({2, 2, 9, 9}, Mat3::scaling(0, 1)).samples == none);
}

TEST_CASE("a box as large as numbers go covers everything in it", "[raster][rounded]") {
  const std::vector<float> all(static_cast<std::size_t>(kArea.area()), 1);
  CHECK(rounded({-1e308, -1e308, 1e308, 1e308}, 1e307).samples == all);
  CHECK(ellipse({-1e308, -1e308, 1e308, 1e308}, {}).samples == all);
}

TEST_CASE("tiles of rounded shapes agree bit for bit", "[raster][rounded]") {
  const Mat3 map = Mat3::translation(14, 11) * Mat3::rotation(0.4);
  const auto whole = ellipse<std::uint8_t>({-11, -7, 9, 8}, map).samples;
  test::Mask<std::uint8_t> mask(kArea);
  for (int y = kArea.y0; y < kArea.y1; y += 5)
    for (int x = kArea.x0; x < kArea.x1; x += 3) {
      const Rect part = image::intersect({x, y, x + 3, y + 5}, kArea);
      Outline outline;
      Sweep sweep;
      outline.ellipse({-11, -7, 9, 8}, map, part);
      sweep.cover(outline, part, &mask.at(x, y), mask.row_bytes());
    }
  CHECK(mask.samples == whole);
}

}  // namespace lattice::raster
