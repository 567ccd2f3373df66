#include "render/cpu/sample.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "support/catch.h"

using namespace lattice;
using namespace lattice::render::cpu;

namespace {

// Positions are rounded to 1/256 pixel, twice, and the result to a whole code value.
constexpr double kMaxSampleError = 1.6;

image::Buffer noise(const image::Rect& bounds, unsigned seed) {
  image::Buffer out(image::kRgba8, bounds);
  std::mt19937 random(seed);
  for (std::int32_t y = bounds.y0; y < bounds.y1; ++y) {
    auto* row = reinterpret_cast<std::uint8_t*>(image::pixel(out.view(), bounds.x0, y));
    for (std::int32_t i = 0; i < 4 * bounds.width(); ++i)
      row[i] = static_cast<std::uint8_t>(random());
  }
  return out;
}

double channel(const Picture& p, std::int32_t x, std::int32_t y, int c) {
  if (x < p.region.x0 || x >= p.region.x1 || y < p.region.y0 || y >= p.region.y1) return 0;
  return static_cast<double>(reinterpret_cast<const std::uint8_t*>(image::pixel(p.view, x, y))[c]);
}

// The definition of bilinear sampling, in double.
double bilinear(const Picture& p, double u, double v, int c) {
  u -= 0.5, v -= 0.5;
  const auto x = static_cast<std::int32_t>(std::floor(u)),
             y = static_cast<std::int32_t>(std::floor(v));
  const double fx = u - x, fy = v - y;
  return (channel(p, x, y, c) * (1 - fx) + channel(p, x + 1, y, c) * fx) * (1 - fy) +
         (channel(p, x, y + 1, c) * (1 - fx) + channel(p, x + 1, y + 1, c) * fx) * fy;
}

}  // namespace

TEST_CASE("a whole-pixel offset copies, and outside is transparent", "[render]") {
  const image::Rect bounds{2, 3, 12, 9};
  const auto pixels = noise(bounds, 1);
  const Picture picture{pixels.view(), bounds};
  std::vector<std::uint8_t> row(4 * 20);
  sample_row_scalar(row.data(), picture, image::Mat3::translation(-5, 2), 0, 4, 20);
  for (int x = 0; x < 20; ++x)
    for (int c = 0; c < 4; ++c)
      REQUIRE(row[static_cast<std::size_t>(4 * x + c)] == channel(picture, x - 5, 6, c));
}

TEST_CASE("any affine map samples bilinearly", "[render]") {
  const image::Rect bounds{0, 0, 16, 16};
  const auto pixels = noise(bounds, 2);
  const Picture picture{pixels.view(), bounds};
  const image::Mat3 map = image::Mat3::translation(3.3, -1.7) * image::Mat3::rotation(0.4) *
                          image::Mat3::scaling(0.61, 0.83);
  double worst = 0;
  for (std::int32_t y = -4; y < 24; ++y) {
    std::vector<std::uint8_t> row(4 * 32);
    sample_row_scalar(row.data(), picture, map, -4, y, 32);
    for (std::int32_t x = 0; x < 32; ++x) {
      const image::Point at = map.apply({x - 4 + 0.5, y + 0.5});
      for (int c = 0; c < 4; ++c)
        worst = std::max(worst, std::abs(row[static_cast<std::size_t>(4 * x + c)] -
                                         bilinear(picture, at.x, at.y, c)));
    }
  }
  CHECK(worst <= kMaxSampleError);
}

TEST_CASE("where a row begins does not change its pixels", "[render]") {
  const image::Rect bounds{0, 0, 50, 50};
  const auto pixels = noise(bounds, 3);
  const Picture picture{pixels.view(), bounds};
  const image::Mat3 map = image::Mat3::rotation(1.1) * image::Mat3::scaling(1.3, 0.7);
  std::vector<std::uint8_t> whole(4 * 64), part(4 * 64);
  sample_row_scalar(whole.data(), picture, map, -10, 7, 64);
  for (std::int32_t i = 0; i < 64; ++i)
    sample_row_scalar(part.data() + 4 * i, picture, map, -10 + i, 7, 1);
  CHECK(whole == part);
}

TEST_CASE("maps that lead nowhere give nothing instead of undefined behaviour", "[render]") {
  const image::Rect bounds{0, 0, 4, 4};
  const auto pixels = noise(bounds, 4);
  const Picture picture{pixels.view(), bounds};
  for (const double v : {1e300, -1e300, std::numeric_limits<double>::infinity()}) {
    std::vector<std::uint8_t> row(4 * 4, 1);
    sample_row_scalar(row.data(), picture, image::Mat3::translation(v, 0), 0, 0, 4);
    CHECK(row == std::vector<std::uint8_t>(16, 0));
  }
}

TEST_CASE("plain and SIMD sampling agree in every bit", "[render]") {
  std::mt19937 random(9);
  const auto number = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() % 100000) / 99999.0;
  };
  for (int i = 0; i < 400; ++i) {
    const auto x = static_cast<std::int32_t>(number(-40, 40));
    const image::Rect bounds{x, x / 2, x + 1 + static_cast<std::int32_t>(number(0, 90)),
                             x / 2 + 1 + static_cast<std::int32_t>(number(0, 60))};
    const auto pixels = noise(bounds, 100 + static_cast<unsigned>(i));
    const Picture picture{pixels.view(), bounds};
    const double scale = i % 7 == 0 ? 1 : number(-2, 2);
    const image::Mat3 map = image::Mat3::translation(number(-50, 50), number(-50, 50)) *
                            image::Mat3::rotation(i % 3 == 0 ? 0 : number(-3, 3)) *
                            image::Mat3::scaling(scale, number(0.01, 2));
    const auto count = static_cast<std::int32_t>(1 + random() % 130);
    std::vector<std::uint8_t> plain(4 * static_cast<std::size_t>(count)), fast(plain.size(), 9);
    for (std::int32_t y = -20; y < 60; y += 3) {
      sample_row_scalar(plain.data(), picture, map, -30, y, count);
      best_sample_row()(fast.data(), picture, map, -30, y, count);
      REQUIRE(plain == fast);
    }
  }
}

TEST_CASE("depth is taken from the nearest pixel", "[render]") {
  const image::Rect bounds{0, 0, 2, 1};
  image::Buffer depth(image::kDepthF32, bounds);
  const float values[2] = {5, 9};
  std::memcpy(image::pixel(depth.view(), 0, 0), values, sizeof values);
  const Picture picture{depth.view(), bounds};
  float row[6];
  sample_depth_row(row, picture, image::Mat3::scaling(0.5, 1), -1, 0, 6);
  CHECK(row[0] == std::numeric_limits<float>::infinity());
  CHECK(row[1] == 5);
  CHECK(row[2] == 5);
  CHECK(row[3] == 9);
  CHECK(row[4] == 9);
  CHECK(row[5] == std::numeric_limits<float>::infinity());
}
