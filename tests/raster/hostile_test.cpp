// Shapes that nobody draws: they may cover what they like, between 0 and 1, in bounded time.
#include <cmath>
#include <limits>

#include "raster/sweeps.h"
#include "support/catch.h"

namespace lattice::raster {
namespace {

using image::Mat3;
using image::Path;
using image::Point;
using image::Rect;

constexpr Rect kArea{-3, -2, 29, 21};

// Of either sign and any size from 1e-300 to 1e300.
double absurd(test::Random& random) {
  return random.between(-1, 1) * std::pow(10.0, random.between(-300, 300));
}

Path absurd_path(test::Random& random, int verbs) {
  Path path;
  const auto point = [&] {
    const bool is_near = random.between(0, 1) < 0.5;
    return is_near ? Point{random.between(-9, 40), random.between(-9, 30)}
                   : Point{absurd(random), absurd(random)};
  };
  path.move_to(point());
  for (int k = 0; k < verbs; ++k) switch (static_cast<int>(random.between(0, 4.99))) {
      case 0: path.quad_to(point(), point()); break;
      case 1: path.cubic_to(point(), point(), point()); break;
      case 2: path.close(); break;
      case 3: path.move_to(point()); break;
      default: path.line_to(point());
    }
  return path;
}

int outside_unit(const std::vector<float>& samples) {
  int wrong = 0;
  for (const float v : samples) wrong += !(v >= 0.0f && v <= 1.0f);
  return wrong;
}

// Whether columns 5 to 8 come out the same on their own.
bool agrees_in_tiles(const Outline& outline, test::Mask<float>& whole) {
  const Rect tile{5, kArea.y0, 9, kArea.y1};
  auto part = test::swept<float>(outline, tile);
  for (int y = tile.y0; y < tile.y1; ++y)
    for (int x = tile.x0; x < tile.x1; ++x)
      if (part.at(x, y) != whole.at(x, y)) return false;
  return true;
}

}  // namespace

TEST_CASE("absurd paths cover between nothing and all of a pixel, and the same in tiles",
          "[raster][hostile]") {
  test::Random random(60);
  Outline outline;
  int wrong = 0, uneven = 0;
  const auto look = [&] {
    auto mask = test::swept<float>(outline, kArea);
    wrong += outside_unit(mask.samples);
    uneven += !agrees_in_tiles(outline, mask);
  };
  for (int i = 0; i < 150; ++i) {
    const Path path = absurd_path(random, 1 + i % 9);
    Mat3 map;
    if (i % 3 == 0) map = Mat3::scaling(absurd(random), absurd(random));
    outline.fill(path, static_cast<FillRule>(i % 2), map, kArea);
    look();
    Stroke stroke;
    stroke.width = i % 2 != 0 ? std::abs(absurd(random)) : random.between(0, 9);
    stroke.cap = static_cast<StrokeCap>(i % 3);
    stroke.join = static_cast<StrokeJoin>(i / 3 % 3);
    stroke.miter_limit = i % 4 != 0 ? 4 : absurd(random);
    const std::vector<double> dashes{random.between(0, 5), std::abs(absurd(random))};
    if (i % 5 == 0) stroke.dashes = dashes;
    outline.stroke(path, stroke, map, kArea);
    look();
  }
  CHECK(wrong == 0);
  CHECK(uneven == 0);
}

TEST_CASE("a path with a number that is none covers nothing", "[raster][hostile]") {
  const double inf = std::numeric_limits<double>::infinity();
  const std::vector<std::uint8_t> none(static_cast<std::size_t>(kArea.area()), 0);
  for (const double bad : {std::nan(""), inf, -inf}) {
    Path path = test::path_of("M2 2L20 3Q9 9 3 12C1 2 3 4 5 18z");
    path.points[3].x = bad;
    CHECK(test::filled(path, FillRule::nonzero, kArea).samples == none);
    CHECK(test::stroked(path, {}, kArea).samples == none);
    const Path good = test::path_of("M2 2L20 3L3 12z");
    const Mat3 map{{1, bad, 0, 0, 1, 0, 0, 0, 1}};
    CHECK(test::filled(good, FillRule::nonzero, kArea, map).samples == none);
    CHECK(test::stroked(good, {}, kArea, map).samples == none);
  }
}

TEST_CASE("edges from a billion pixels away still cross a pixel in its place",
          "[raster][hostile]") {
  // The half plane below the line through (5, 5) with slope 0.25.
  Path path;
  path.move_to({5 - 1e9, 5 - 2.5e8});
  path.line_to({5 + 1e9, 5 + 2.5e8});
  path.line_to({5 - 1e9, 1e9});
  auto mask = test::filled<float>(path, FillRule::nonzero, {0, 0, 12, 12});
  for (int x = 0; x < 12; ++x) {
    double column = 0;
    for (int y = 0; y < 12; ++y) column += static_cast<double>(mask.at(x, y));
    CHECK(column == Approx(12 - (5 + (x + 0.5 - 5) * 0.25)).margin(1e-2));
  }
}

TEST_CASE("thirty thousand lines over one another are an even grey", "[raster][hostile]") {
  // Each line goes through every row: clusters that are sampled instead of cut into bands.
  test::Random random(61);
  Path path;
  path.move_to({0, 0});
  for (int i = 0; i < 30'000; ++i)
    path.line_to({random.between(-20, 50), i % 2 != 0 ? -5.0 : 25.0});
  Outline outline;
  outline.fill(path, FillRule::evenodd, {}, kArea);
  auto mask = test::swept<float>(outline, kArea);
  CHECK(outside_unit(mask.samples) == 0);
  CHECK(agrees_in_tiles(outline, mask));
  double sum = 0;
  for (const float v : mask.samples) sum += static_cast<double>(v);
  CHECK(sum / static_cast<double>(kArea.area()) == Approx(0.5).margin(0.05));
}

TEST_CASE("half a million short lines inside few pixels are covered in time", "[raster][hostile]") {
  test::Random random(62);
  Path path;
  path.move_to({4, 4});
  for (int i = 0; i < 500'000; ++i) path.line_to({random.between(4, 6), random.between(4, 6)});
  auto mask = test::filled(path, FillRule::nonzero, kArea);
  // Hardly a point inside has as many lines to its left going up as down.
  CHECK(mask.at(4, 4) >= 240);
  CHECK(mask.at(5, 5) >= 240);
  CHECK(mask.at(3, 4) == 0);
  CHECK(mask.at(6, 5) == 0);
}

TEST_CASE("curves and dashes beyond all measure stay bounded", "[raster][hostile]") {
  Path path;
  path.move_to({0, 0});
  for (int i = 0; i < 300; ++i) path.cubic_to({1e10, 3}, {-1e10, 9}, {i * 1e-3, i * 1e-3});
  CHECK(outside_unit(test::filled<float>(path, FillRule::nonzero, kArea).samples) == 0);
  const std::vector<double> dashes{1e-3, 1e-3};
  Stroke stroke;
  stroke.width = 1e8, stroke.cap = StrokeCap::round, stroke.dashes = dashes;
  const auto line = test::path_of("M0 5h30");
  CHECK(outside_unit(test::stroked<float>(line, stroke, kArea).samples) == 0);
}

}  // namespace lattice::raster
