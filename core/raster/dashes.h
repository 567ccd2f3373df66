// The on and off of a dashed line, in the order of its length.
#pragma once
#include <cstddef>
#include <span>

#include "raster/style.h"

namespace lattice::raster {

class Dashes {
 public:
  explicit Dashes(const Stroke& stroke);

  bool is_solid() const { return period_ == 0; }
  // How many dashes a length takes, about.
  double count_in(double length) const;

  void restart();  // to where every subpath begins
  bool is_on() const { return index_ % 2 == 0; }
  double left() const { return left_; }  // of the current dash or gap
  void advance(double length) { left_ -= length; }
  void next();

 private:
  double number(std::size_t index) const { return numbers_[index % numbers_.size()]; }

  std::span<const double> numbers_;
  std::size_t length_ = 0;  // numbers in a period: an even number
  double period_ = 0, offset_ = 0;
  std::size_t index_ = 0;
  double left_ = 0;
};

}  // namespace lattice::raster
