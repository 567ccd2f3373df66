// The lines of a shape as directed edges on a fine grid, by the pixel row that they begin in.
#pragma once
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "image/mat3.h"

namespace lattice::raster {

// Steps of the grid per pixel. A height in steps times twice a width in steps is at most
// kWholePixel, so areas are exact 32-bit sums, in whatever order.
inline constexpr int kXBits = 12, kYBits = 11;
inline constexpr std::int32_t kXOne = 1 << kXBits, kYOne = 1 << kYBits;
inline constexpr std::int32_t kWholePixel = 2 * kXOne * kYOne;

// The whole number nearest to v, |v| < 2^51, halves to even: adding 1.5 * 2^52 leaves no room
// for a fraction.
inline std::int64_t nearest(double v) {
  constexpr double kNoFraction = 6755399441055744.0;
  return std::bit_cast<std::int64_t>(v + kNoFraction) - std::bit_cast<std::int64_t>(kNoFraction);
}

struct Edge {
  std::int64_t x0, y0, x1, y1;  // grid steps, y0 <= y1
  std::int32_t winding;         // +1 when it was drawn downwards, -1 upwards

  double slope() const {
    return y1 == y0 ? 0 : static_cast<double>(x1 - x0) / static_cast<double>(y1 - y0);
  }
};

class EdgeTable {
 public:
  // Begins anew, keeping the memory. Edges outside these rows are left out.
  void begin(std::int32_t first_row, std::int32_t end_row);
  // In pixels, within +-kFarthest. Edges of closed outlines only: every corner that one edge
  // reaches another one leaves.
  void add(image::Point from, image::Point to);
  void finish();  // after the last edge

  bool empty() const { return edges_.empty(); }
  // The rows that have edges.
  std::int32_t first_row() const { return first_row_; }
  std::int32_t end_row() const { return end_row_; }
  // Numbers of the edges that begin in `row`, or above it when it is the first.
  std::span<const std::uint32_t> beginning_in(std::int32_t row) const;
  // Of all that begin in rows before it.
  std::span<const std::uint32_t> beginning_before(std::int32_t row) const;
  const Edge& operator[](std::uint32_t number) const { return edges_[number]; }

  // Columns that the edges touch, rounded out; limited to +-2^30.
  std::int32_t first_column() const;
  std::int32_t end_column() const;

 private:
  std::size_t bucket(const Edge& edge) const;

  std::vector<Edge> edges_;
  std::vector<std::uint32_t> order_;  // by row
  std::vector<std::uint32_t> first_of_row_;
  std::int32_t first_row_ = 0, end_row_ = 0;
  std::int64_t top_ = 0, bottom_ = 0;  // of the rows asked for, in steps
  std::int64_t x_min_ = 0, x_max_ = 0;
};

}  // namespace lattice::raster
