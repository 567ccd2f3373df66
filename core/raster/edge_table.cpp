#include "raster/edge_table.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace lattice::raster {
namespace {

// Of a y within the rows asked for.
std::int32_t row_of(std::int64_t y) { return static_cast<std::int32_t>(y >> kYBits); }

std::int32_t limited_column(std::int64_t column) {
  return static_cast<std::int32_t>(
      std::clamp<std::int64_t>(column, -(std::int64_t{1} << 30), std::int64_t{1} << 30));
}

}  // namespace

void EdgeTable::begin(std::int32_t first_row, std::int32_t end_row) {
  edges_.clear();
  first_row_ = first_row;
  end_row_ = end_row;
  top_ = static_cast<std::int64_t>(first_row) * kYOne;
  bottom_ = static_cast<std::int64_t>(end_row) * kYOne;
  x_min_ = std::numeric_limits<std::int64_t>::max();
  x_max_ = std::numeric_limits<std::int64_t>::min();
}

void EdgeTable::add(image::Point from, image::Point to) {
  const std::int64_t y0 = nearest(from.y * kYOne), y1 = nearest(to.y * kYOne);
  if (std::min(y0, y1) >= bottom_ || std::max(y0, y1) <= top_) return;
  const std::int64_t x0 = nearest(from.x * kXOne), x1 = nearest(to.x * kXOne);
  // A level edge bounds no area, but says that the winding beside it changes inside its row
  // (the sweep looks for columns where it does not); between two rows nothing looks.
  if (y0 == y1 && (x0 == x1 || y0 % kYOne == 0)) return;
  x_min_ = std::min({x_min_, x0, x1});
  x_max_ = std::max({x_max_, x0, x1});
  if (y0 <= y1)
    edges_.push_back({x0, y0, x1, y1, 1});
  else
    edges_.push_back({x1, y1, x0, y0, -1});
}

std::size_t EdgeTable::bucket(const Edge& edge) const {
  return static_cast<std::size_t>(row_of(std::max(edge.y0, top_)) - first_row_);
}

// A counting sort. Edges of one row stay in the order they were added.
void EdgeTable::finish() {
  assert(edges_.size() < std::numeric_limits<std::uint32_t>::max());
  std::int64_t highest = bottom_, lowest = top_;
  for (const Edge& edge : edges_) {
    highest = std::min(highest, edge.y0);
    lowest = std::max(lowest, edge.y1);
  }
  top_ = std::max(top_, highest);
  first_row_ = row_of(top_);
  end_row_ = std::max(first_row_, row_of(std::min(lowest, bottom_) + kYOne - 1));
  first_of_row_.assign(static_cast<std::size_t>(end_row_ - first_row_) + 2, 0);
  for (const Edge& edge : edges_) ++first_of_row_[bucket(edge) + 2];
  for (std::size_t i = 2; i < first_of_row_.size(); ++i) first_of_row_[i] += first_of_row_[i - 1];
  order_.resize(edges_.size());
  for (std::uint32_t i = 0; i < edges_.size(); ++i)
    order_[first_of_row_[bucket(edges_[i]) + 1]++] = i;
}

std::span<const std::uint32_t> EdgeTable::beginning_in(std::int32_t row) const {
  const auto at = static_cast<std::size_t>(row - first_row_);
  return std::span(order_).subspan(first_of_row_[at], first_of_row_[at + 1] - first_of_row_[at]);
}

std::span<const std::uint32_t> EdgeTable::beginning_before(std::int32_t row) const {
  return std::span(order_).first(first_of_row_[static_cast<std::size_t>(row - first_row_)]);
}

std::int32_t EdgeTable::first_column() const {
  return edges_.empty() ? 0 : limited_column(x_min_ >> kXBits);
}

std::int32_t EdgeTable::end_column() const {
  return edges_.empty() ? 0 : limited_column((x_max_ + kXOne - 1) >> kXBits);
}

}  // namespace lattice::raster
