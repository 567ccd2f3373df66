#include <algorithm>
#include <cmath>

#include "raster/sweeps.h"
#include "support/catch.h"

namespace lattice::raster {
namespace {

using image::Mat3;
using image::Path;
using image::Point;
using image::Rect;
using image::Verb;

constexpr Rect kArea{-3, -2, 21, 16};
constexpr FillRule kRules[] = {FillRule::nonzero, FillRule::evenodd};

// ---- A reference: winding numbers at 16 x 16 points of each pixel ----------------------

using Lines = std::vector<std::pair<Point, Point>>;

Point on_curve(std::span<const Point> p, double t) {
  std::vector<Point> q(p.begin(), p.end());
  for (std::size_t n = q.size(); n > 1; --n)
    for (std::size_t i = 0; i + 1 < n; ++i)
      q[i] = {q[i].x + t * (q[i + 1].x - q[i].x), q[i].y + t * (q[i + 1].y - q[i].y)};
  return q[0];
}

Lines lines_of(const Path& path) {
  Lines out;
  Point at{}, start{};
  const Point* next = path.points.data();
  const auto line_to = [&](Point p) { out.emplace_back(at, p), at = p; };
  for (const Verb verb : path.verbs) {
    if (verb == Verb::move || verb == Verb::close) line_to(start);
    if (verb == Verb::move) at = start = next[0];
    std::vector<Point> curve{at};
    curve.insert(curve.end(), next, next + point_count(verb));
    const int chords = verb == Verb::line ? 1 : 128;
    if (verb != Verb::move && verb != Verb::close)
      for (int i = 1; i <= chords; ++i) line_to(on_curve(curve, static_cast<double>(i) / chords));
    next += point_count(verb);
  }
  line_to(start);
  return out;
}

struct Crossing {
  double x;
  int winding;
};

std::vector<Crossing> crossings_at(const Lines& lines, double y) {
  std::vector<Crossing> out;
  for (const auto& [a, b] : lines)
    if ((a.y <= y) != (b.y <= y))
      out.push_back({a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), a.y <= y ? 1 : -1});
  return out;
}

// The covered part of each pixel of row y, from kArea.x0 on.
std::vector<double> sampled_row(const Lines& lines, FillRule rule, int y) {
  std::vector<double> out(static_cast<std::size_t>(kArea.width()), 0);
  for (int j = 0; j < 16; ++j) {
    const auto crossings = crossings_at(lines, y + (j + 0.5) / 16);
    for (std::size_t i = 0; i < out.size() * 16; ++i) {
      const double x = kArea.x0 + (static_cast<double>(i) + 0.5) / 16;
      int winding = 0;
      for (const Crossing& crossing : crossings) winding += crossing.x <= x ? crossing.winding : 0;
      const bool is_hit = rule == FillRule::evenodd ? (winding & 1) != 0 : winding != 0;
      out[i / 16] += is_hit / 256.0;
    }
  }
  return out;
}

// Subpaths with corners and curves anywhere around the area.
Path random_path(test::Random& random, int subpaths, int verbs) {
  Path path;
  const auto point = [&] { return Point{random.between(-6, 24), random.between(-5, 19)}; };
  for (int i = 0; i < subpaths; ++i) {
    path.move_to(point());
    for (int k = 0; k < verbs; ++k) {
      const double kind = random.between(0, 4);
      if (kind < 2)
        path.line_to(point());
      else if (kind < 3)
        path.quad_to(point(), point());
      else
        path.cubic_to(point(), point(), point());
    }
    if (random.between(0, 1) < 0.5) path.close();
  }
  return path;
}

double sum_of(const std::vector<float>& samples) {
  double sum = 0;
  for (const float v : samples) sum += static_cast<double>(v);
  return sum;
}

// The area of a shape that lies in the area as a whole.
double area_of(std::string_view path, FillRule rule = FillRule::nonzero) {
  return sum_of(test::filled<float>(test::path_of(path), rule, {0, 0, 16, 16}).samples);
}

}  // namespace

TEST_CASE("random paths cover what 16 x 16 winding numbers a pixel say", "[raster][sweep]") {
  // Of a pixel: what samples miss along the edges of one pixel, and on the mean.
  constexpr double kWorst = 0.13, kMean = 0.012;
  test::Random random(21);
  for (int i = 0; i < 24; ++i) {
    const Path path = random_path(random, 1 + i % 3, 3 + i % 5);
    const Lines lines = lines_of(path);
    for (const FillRule rule : kRules) {
      auto mask = test::filled<float>(path, rule, kArea);
      double worst = 0, sum = 0;
      for (int y = kArea.y0; y < kArea.y1; ++y) {
        const auto expected = sampled_row(lines, rule, y);
        for (int x = kArea.x0; x < kArea.x1; ++x) {
          const double off = std::abs(static_cast<double>(mask.at(x, y)) -
                                      expected[static_cast<std::size_t>(x - kArea.x0)]);
          worst = std::max(worst, off), sum += off;
        }
      }
      CAPTURE(i, rule == FillRule::evenodd);
      CHECK(worst <= kWorst);
      CHECK(sum / static_cast<double>(kArea.area()) <= kMean);
    }
  }
}

TEST_CASE("shapes that meet inside one pixel cover their union or their difference",
          "[raster][sweep]") {
  // Rounding of corners to the grid.
  constexpr double kGrid = 1e-3;
  const auto nonzero = FillRule::nonzero, evenodd = FillRule::evenodd;
  // Two squares of 0.5 that overlap in a square of 0.25.
  const auto squares = "M3.1 3.1h.5v.5h-.5zM3.35 3.35h.5v.5h-.5z";
  CHECK(area_of(squares, nonzero) == Approx(0.4375).margin(kGrid));
  CHECK(area_of(squares, evenodd) == Approx(0.375).margin(kGrid));
  // The same, one of them the other way round.
  const auto opposite = "M3.1 3.1h.5v.5h-.5zM3.35 3.35v.5h.5v-.5z";
  CHECK(area_of(opposite, nonzero) == Approx(0.375).margin(kGrid));
  CHECK(area_of(opposite, evenodd) == Approx(0.375).margin(kGrid));
  // A bow tie: two triangles of winding +1 and -1, each of area 0.16.
  CHECK(area_of("M5.1 5.1L5.9 5.9V5.1L5.1 5.9z", nonzero) == Approx(0.32).margin(kGrid));
  // Once forth and once back.
  CHECK(area_of("M2 2h9v9h-9zM2 2v9h9v-9z", nonzero) == 0.0);
  // Drawn twice.
  CHECK(area_of("M2.5 2.5h9v9h-9zM2.5 2.5h9v9h-9z", nonzero) == Approx(81).margin(0.01));
  CHECK(area_of("M2.5 2.5h9v9h-9zM2.5 2.5h9v9h-9z", evenodd) == 0.0);
}

TEST_CASE("no seam shows where parts of a path abut", "[raster][sweep]") {
  auto mask = test::filled(test::path_of("M1 1L9.3 1L4.7 9L1 9zM9.3 1L14 1L14 9L4.7 9z"
                                         "M1 9h13L1 14zM14 9v5H1z"),
                           FillRule::nonzero, {0, 0, 16, 16});
  int below = 0;
  for (int y = 1; y < 14; ++y)
    for (int x = 1; x < 14; ++x) below += mask.at(x, y) != 255;
  CHECK(below == 0);
}

TEST_CASE("an upright rectangle at whole pixels is covered to the last bit", "[raster][sweep]") {
  auto mask = test::filled(test::path_of("M3 2h7v5h-7z"), FillRule::nonzero, {0, 0, 16, 16});
  for (int y = 0; y < 16; ++y)
    for (int x = 0; x < 16; ++x) {
      const bool is_inside = x >= 3 && x < 10 && y >= 2 && y < 7;
      if (mask.at(x, y) != (is_inside ? 255 : 0)) FAIL_CHECK(x << ", " << y);
    }
}

TEST_CASE("open subpaths are closed by a line", "[raster][sweep]") {
  const auto mask = [](std::string_view text) {
    return test::filled(test::path_of(text), FillRule::nonzero, kArea).samples;
  };
  CHECK(mask("M1 1L9.5 4L3 12.2M12 3L17 9L11.1 8") == mask("M1 1L9.5 4L3 12.2zM12 3L17 9L11.1 8z"));
  CHECK(mask("M1 1L9.5 4L3 12zL17 9L11 8") == mask("M1 1L9.5 4L3 12zM1 1L17 9L11 8z"));
}

TEST_CASE("a map moves a path as it moves its points", "[raster][sweep]") {
  test::Random random(5);
  int off = 0;
  for (int i = 0; i < 20; ++i) {
    const Path path = random_path(random, 2, 4);
    const Mat3 map = Mat3::translation(random.between(-2, 9), random.between(-2, 9)) *
                     Mat3::rotation(random.between(-3, 3)) *
                     Mat3::scaling(random.between(-1.5, 1.5), random.between(0.2, 1.5));
    Path moved = path;
    for (Point& p : moved.points) p = map.apply(p);
    const auto a = test::filled(path, FillRule::evenodd, kArea, map).samples;
    const auto b = test::filled(moved, FillRule::evenodd, kArea).samples;
    for (std::size_t k = 0; k < a.size(); ++k) off += std::abs(a[k] - b[k]) > 1;
  }
  CHECK(off == 0);
}

TEST_CASE("bytes are 255 times the covered area, rounded", "[raster][sweep]") {
  test::Random random(8);
  const Path path = random_path(random, 3, 5);
  const auto bytes = test::filled<std::uint8_t>(path, FillRule::evenodd, kArea).samples;
  const auto areas = test::filled<float>(path, FillRule::evenodd, kArea).samples;
  int wrong = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    wrong += bytes[i] != std::floor(255.0 * static_cast<double>(areas[i]) + 0.5);
  CHECK(wrong == 0);
}

TEST_CASE("tiles of a path agree bit for bit", "[raster][sweep]") {
  test::Random random(30);
  for (int i = 0; i < 20; ++i) {
    const Path path = random_path(random, 1 + i % 4, 2 + i % 7);
    Stroke stroke;
    stroke.width = random.between(0.1, 5);
    stroke.join = static_cast<StrokeJoin>(i % 3);
    for (const Rect tile : {Rect{0, 0, 1, 1}, Rect{0, 0, 7, 3}, Rect{0, 0, 5, 64}}) {
      test::Mask<float> fill(kArea), line(kArea);
      Outline outline;
      Sweep sweep;
      for (int y = kArea.y0; y < kArea.y1; y += tile.y1)
        for (int x = kArea.x0; x < kArea.x1; x += tile.x1) {
          const Rect part = image::intersect({x, y, x + tile.x1, y + tile.y1}, kArea);
          // Made for these rows only.
          outline.fill(path, kRules[i % 2], {}, part);
          sweep.cover(outline, part, &fill.at(x, y), fill.row_bytes());
          outline.stroke(path, stroke, {}, kArea);
          sweep.cover(outline, part, &line.at(x, y), line.row_bytes());
        }
      CHECK(fill.samples == test::filled<float>(path, kRules[i % 2], kArea).samples);
      CHECK(line.samples == test::stroked<float>(path, stroke, kArea).samples);
    }
  }
}

TEST_CASE("a sweep does not remember what it covered before", "[raster][sweep]") {
  test::Random random(31);
  Outline outline;
  Sweep sweep;
  for (int i = 0; i < 30; ++i) {
    const Path path = random_path(random, 1 + i % 2, 3);
    const Rect area{i % 5, i % 3, 8 + i % 13, 5 + i % 9};
    test::Mask<std::uint8_t> mask(area);
    outline.fill(path, kRules[i % 2], {}, area);
    sweep.cover(outline, area, mask.samples.data(), mask.row_bytes());
    CHECK(mask.samples == test::filled(path, kRules[i % 2], area).samples);
  }
}

TEST_CASE("nothing is covered outside the bounds", "[raster][sweep]") {
  test::Random random(14);
  for (int i = 0; i < 30; ++i) {
    Path path;
    path.move_to({random.between(-9, 30), random.between(-9, 30)});
    for (int k = 0; k < 3; ++k)
      path.line_to(
          {path.points[0].x + random.between(-5, 5), path.points[0].y + random.between(-5, 5)});
    Outline outline;
    outline.fill(path, FillRule::nonzero, {}, kArea);
    const Rect bounds = outline.bounds();
    CHECK(kArea.contains(bounds));
    auto mask = test::swept(outline, kArea);
    for (int y = kArea.y0; y < kArea.y1; ++y)
      for (int x = kArea.x0; x < kArea.x1; ++x)
        if (mask.at(x, y) != 0 && !bounds.contains({x, y, x + 1, y + 1}))
          FAIL_CHECK(x << ", " << y);
  }
  Outline outline;
  CHECK(outline.bounds() == Rect{});
  outline.fill(test::path_of("M3.5 4.5h4v2h-4z"), FillRule::nonzero, {}, kArea);
  CHECK(outline.bounds() == Rect{3, 4, 8, 7});
  outline.fill(test::path_of("M30 40h4v2h-4z"), FillRule::nonzero, {}, kArea);
  CHECK(outline.bounds() == Rect{});
}

TEST_CASE("paths that draw nothing cover nothing", "[raster][sweep]") {
  const std::vector<std::uint8_t> none(static_cast<std::size_t>(kArea.area()), 0);
  for (const char* text :
       {"", "M3 3", "M3 3L9 9", "M3 3L9 9z", "M1 1h9", "M1 1.5h9h-4z", "M4 4zm1 1z"})
    CHECK(test::filled(test::path_of(text), FillRule::nonzero, kArea).samples == none);
  CHECK(test::filled(test::path_of("M1 1h9v9z"), FillRule::nonzero, kArea, Mat3::scaling(0, 1))
            .samples == none);
}

}  // namespace lattice::raster
