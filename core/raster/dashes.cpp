#include "raster/dashes.h"

#include <algorithm>
#include <cmath>

namespace lattice::raster {

Dashes::Dashes(const Stroke& stroke) : numbers_(stroke.dashes) {
  const auto is_length = [](double v) { return std::isfinite(v) && v >= 0; };
  if (!std::all_of(numbers_.begin(), numbers_.end(), is_length)) return;
  length_ = numbers_.size() % 2 == 0 ? numbers_.size() : 2 * numbers_.size();
  double sum = 0;
  for (std::size_t i = 0; i < length_; ++i) sum += number(i);
  if (!std::isfinite(sum) || sum == 0) return;
  period_ = sum;
  if (!std::isfinite(stroke.dash_offset)) return;
  offset_ = std::fmod(stroke.dash_offset, period_);
  if (offset_ < 0) offset_ += period_;
}

double Dashes::count_in(double length) const {
  return length / period_ * static_cast<double>(length_ / 2);
}

void Dashes::restart() {
  index_ = 0;
  left_ = number(0);
  double skipped = offset_;
  for (std::size_t i = 0; i < length_ && skipped > 0 && skipped >= left_; ++i) {
    skipped -= left_;
    next();
  }
  left_ = std::max(left_ - skipped, 0.0);
}

void Dashes::next() {
  index_ = (index_ + 1) % length_;
  left_ = number(index_);
}

}  // namespace lattice::raster
