// The area covered in each pixel of one row, as differences between neighbours: what lies to
// the right of the pieces of edges put in. Whole numbers throughout, so no order of adding
// and no split of the row into tiles changes a bit.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "raster/edge_table.h"

namespace lattice::raster {

class AreaRow {
 public:
  // Columns x0 until x1, all empty. Reuses its memory.
  void reset(std::int32_t x0, std::int32_t x1);

  // A line from x0 to x1 (grid steps) over `height` steps of the row: what is right of it
  // becomes covered (sign +1) or uncovered (-1). Which end is above does not matter to areas.
  void add(int sign, std::int64_t x0, std::int64_t x1, std::int32_t height) {
    const std::int64_t low = std::min(x0, x1) - left_, high = std::max(x0, x1) - left_;
    if (low >= right_) return;
    const std::int64_t first = low >> kXBits, last = high >> kXBits;
    if (low < 0 || last > first) return add_long(sign, low, high, height);
    add_in_column(static_cast<std::size_t>(first), sign * height,
                  static_cast<std::int32_t>((low & kFraction) + (high & kFraction)));
    touch(static_cast<std::size_t>(first), static_cast<std::size_t>(first) + 1);
  }

  // Writes the row and empties it. `covered` is what the row begins with left of all edges.
  template <class Sample>
  void write(std::int32_t covered, Sample* out);

 private:
  static constexpr std::int64_t kFraction = kXOne - 1;
  // A bit of touched_ stands for this many columns.
  static constexpr std::size_t kBlock = 8;

  // `double_x`: twice the mean distance of the piece from the column's left side.
  void add_in_column(std::size_t column, std::int32_t signed_height, std::int32_t double_x) {
    const std::int32_t beyond = signed_height * double_x;
    difference_[column] += static_cast<std::uint32_t>(signed_height * 2 * kXOne - beyond);
    difference_[column + 1] += static_cast<std::uint32_t>(beyond);
  }
  // `to` is in the block of `from` or a later one.
  void touch(std::size_t from, std::size_t to) {
    for (std::size_t block = from / kBlock; block <= to / kBlock; ++block)
      touched_[block / 64] |= std::uint64_t{1} << block % 64;
  }
  void add_long(int sign, std::int64_t low, std::int64_t high, std::int32_t height);

  std::int64_t left_ = 0, right_ = 0;  // grid steps; right_ from left_
  std::size_t width_ = 0;
  // Modulo 2^32: partial sums of hostile rows may pass through more than fits.
  std::vector<std::uint32_t> difference_;  // room for the column after the last, in whole blocks
  std::vector<std::uint64_t> touched_;
};

}  // namespace lattice::raster
