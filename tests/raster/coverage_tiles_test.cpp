#include <algorithm>
#include <cmath>

#include "raster/shapes.h"
#include "support/catch.h"

namespace lattice::raster {
namespace {

using image::Mat3;
using image::Rect;

template <class Sample>
std::vector<Sample> in_tiles(const Mat3& m, double w, double h, const Rect& area, int tile_width,
                             int tile_height) {
  test::Mask<Sample> mask(area);
  for (int y = area.y0; y < area.y1; y += tile_height)
    for (int x = area.x0; x < area.x1; x += tile_width)
      rect_coverage(m, w, h, image::intersect({x, y, x + tile_width, y + tile_height}, area),
                    &mask.at(x, y), mask.row_bytes());
  return mask.samples;
}

const Rect kArea{-5, -4, 58, 43};

std::vector<Mat3> maps() {
  std::vector<Mat3> out{
      Mat3::translation(3.3, 4.7), Mat3::scaling(-1.5, 0.7),
      Mat3::translation(1e7, 3) * Mat3::rotation(1e-9) * Mat3::translation(-1e7, 0)};
  test::Random random(9);
  for (int i = 0; i < 40; ++i)
    out.push_back(Mat3::translation(random.between(0, 40), random.between(0, 30)) *
                  Mat3::rotation(random.between(-3.2, 3.2)) *
                  Mat3::scaling(random.between(-2, 2), random.between(-2, 2)));
  return out;
}

}  // namespace

TEST_CASE("the split of an area into tiles changes no bit", "[raster][coverage]") {
  for (const Mat3& m : maps()) {
    const auto whole = test::rect_mask<float>(m, 31.7, 22.1, kArea).samples;
    CHECK(in_tiles<float>(m, 31.7, 22.1, kArea, 1, 1) == whole);
    CHECK(in_tiles<float>(m, 31.7, 22.1, kArea, 7, 3) == whole);
    CHECK(in_tiles<float>(m, 31.7, 22.1, kArea, 64, 1) == whole);
    const auto bytes = test::rect_mask<std::uint8_t>(m, 31.7, 22.1, kArea).samples;
    CHECK(in_tiles<std::uint8_t>(m, 31.7, 22.1, kArea, 1, 1) == bytes);
    CHECK(in_tiles<std::uint8_t>(m, 31.7, 22.1, kArea, 13, 5) == bytes);
  }
}

TEST_CASE("the fully covered rect holds exactly the pixels with coverage 255",
          "[raster][coverage]") {
  test::Random random(12);
  for (int i = 0; i < 60; ++i) {
    const Mat3 m = Mat3::translation(random.between(0, 30), random.between(0, 30)) *
                   Mat3::scaling(random.between(-2, 2), random.between(-2, 2));
    const Rect inner = fully_covered(m, 20, 14);
    auto mask = test::rect_mask<float>(m, 20, 14, kArea);
    for (int y = kArea.y0; y < kArea.y1; ++y)
      for (int x = kArea.x0; x < kArea.x1; ++x) {
        const bool listed = inner.contains({x, y, x + 1, y + 1});
        const bool full = mask.at(x, y) == 1.0f;
        if (listed != full) FAIL_CHECK("pixel " << x << ", " << y << " of map " << i);
      }
  }
}

TEST_CASE("no interior rect is claimed for turned, empty or impossible rectangles",
          "[raster][coverage]") {
  CHECK(fully_covered(Mat3::rotation(0.1), 20, 20) == Rect{});
  CHECK(fully_covered(Mat3{}, 0.9, 20) == Rect{});
  CHECK(fully_covered(Mat3{}, -5, 20) == Rect{});
  CHECK(fully_covered(Mat3::translation(0.5, 0), 1.2, 20) == Rect{});
  CHECK(fully_covered(Mat3::translation(std::nan(""), 0), 20, 20) == Rect{});
  CHECK(fully_covered(Mat3::scaling(1e300, 1e300), 1e300, 4) == Rect{});
  CHECK(fully_covered(Mat3::translation(-0.5, 2), 4, 3) == Rect{0, 2, 3, 5});
  CHECK(fully_covered(Mat3::scaling(1e12, 1), 1, 1) == Rect{0, 0, 1 << 30, 1});
}

}  // namespace lattice::raster
