// Coverage masks as vectors, and a source of random shapes.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "raster/coverage.h"

namespace lattice::raster::test {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 2 + 1) {}
  // In low..high.
  double between(double low, double high) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (static_cast<double>(state_ >> 33) / 2147483647.0);
  }

 private:
  std::uint64_t state_;
};

template <class Sample>
struct Mask {
  image::Rect area;
  std::vector<Sample> samples;

  explicit Mask(const image::Rect& r)
      : area(r), samples(static_cast<std::size_t>(r.area()), Sample(99)) {}
  std::ptrdiff_t row_bytes() const {
    return area.width() * static_cast<std::ptrdiff_t>(sizeof(Sample));
  }
  Sample& at(std::int32_t x, std::int32_t y) {
    return samples[static_cast<std::size_t>((y - area.y0) * area.width() + x - area.x0)];
  }
};

template <class Sample>
Mask<Sample> polygon_mask(std::span<const image::Point> corners, const image::Rect& area) {
  Mask<Sample> mask(area);
  cover_convex(corners, area, mask.samples.data(), mask.row_bytes());
  return mask;
}

template <class Sample>
Mask<Sample> rect_mask(const image::Mat3& m, double width, double height, const image::Rect& area) {
  Mask<Sample> mask(area);
  rect_coverage(m, width, height, area, mask.samples.data(), mask.row_bytes());
  return mask;
}

}  // namespace lattice::raster::test
