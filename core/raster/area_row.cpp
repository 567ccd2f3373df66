#include "raster/area_row.h"

#include <algorithm>
#include <bit>

namespace lattice::raster {
namespace {

std::int32_t limited_area(std::uint32_t area) {
  return std::clamp(static_cast<std::int32_t>(area), 0, kWholePixel);
}

void store(std::uint32_t area, std::uint8_t* out) {
  constexpr auto kWhole = static_cast<std::uint32_t>(kWholePixel);
  static_assert(255ull * kWhole + kWhole / 2 <= 0xffffffffull);
  *out = static_cast<std::uint8_t>(
      (static_cast<std::uint32_t>(limited_area(area)) * 255 + kWhole / 2) / kWhole);
}

void store(std::uint32_t area, float* out) {
  *out = static_cast<float>(limited_area(area)) / static_cast<float>(kWholePixel);
}

template <class Sample>
void fill(std::uint32_t area, Sample* from, Sample* to) {
  Sample value;
  store(area, &value);
  std::fill(from, to, value);
}

}  // namespace

void AreaRow::reset(std::int32_t x0, std::int32_t x1) {
  left_ = static_cast<std::int64_t>(x0) * kXOne;
  width_ = static_cast<std::size_t>(x1 - x0);
  right_ = static_cast<std::int64_t>(width_) * kXOne;
  const std::size_t blocks = width_ / kBlock + 1;
  difference_.assign(blocks * kBlock, 0);
  touched_.assign(blocks / 64 + 1, 0);
}

void AreaRow::add_long(int sign, std::int64_t low, std::int64_t high, std::int32_t height) {
  if (high <= 0) {
    add_in_column(0, sign * height, 0);
    return touch(0, 0);
  }
  const double height_per_x = static_cast<double>(height) / static_cast<double>(high - low);
  // The height that the line has passed when it comes to x, low <= x <= high.
  const auto passed = [&](std::int64_t x) {
    return static_cast<std::int32_t>(nearest(static_cast<double>(x - low) * height_per_x));
  };
  std::int64_t from = low;
  std::int32_t before = 0;
  if (low < 0) {
    from = 0;
    before = passed(0);
    add_in_column(0, sign * before, 0);
  }
  const auto first = static_cast<std::size_t>(from >> kXBits);
  const auto last = static_cast<std::size_t>(std::min(high, right_ - 1) >> kXBits);
  auto in = static_cast<std::int32_t>(from & kFraction);
  for (std::size_t k = first; k < last; ++k) {
    const std::int32_t after = passed(static_cast<std::int64_t>(k + 1) * kXOne);
    add_in_column(k, sign * (after - before), in + kXOne);
    before = after;
    in = 0;
  }
  const std::int64_t end = static_cast<std::int64_t>(last + 1) * kXOne;
  if (high < end)
    add_in_column(last, sign * (height - before), in + static_cast<std::int32_t>(high & kFraction));
  else
    add_in_column(last, sign * (passed(end) - before), in + kXOne);
  touch(first, last + 1);
}

template <class Sample>
void AreaRow::write(std::int32_t covered, Sample* out) {
  auto area = static_cast<std::uint32_t>(covered);
  std::size_t done = 0;
  for (std::size_t word = 0; word < touched_.size(); ++word) {
    for (std::uint64_t bits = touched_[word]; bits != 0; bits &= bits - 1) {
      const std::size_t begin =
          (word * 64 + static_cast<std::size_t>(std::countr_zero(bits))) * kBlock;
      if (begin >= width_) {  // the column after the last
        difference_[begin] = 0;
        continue;
      }
      if (done < begin) fill(area, out + done, out + begin);
      const std::size_t end = std::min(begin + kBlock, width_);
      for (std::size_t k = begin; k < end; ++k) {
        area += difference_[k];
        store(area, out + k);
      }
      std::fill_n(difference_.begin() + static_cast<std::ptrdiff_t>(begin), kBlock, 0u);
      done = end;
    }
    touched_[word] = 0;
  }
  if (done < width_) fill(area, out + done, out + width_);
}

template void AreaRow::write(std::int32_t, std::uint8_t*);
template void AreaRow::write(std::int32_t, float*);

}  // namespace lattice::raster
