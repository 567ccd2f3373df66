#include "png/filters.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace lattice::sinks::png {
namespace {

// The loops are written so that the compiler turns them into vectors: no branch, bytes in,
// bytes out, no aliasing.
using In = const std::uint8_t* __restrict;
using Out = std::uint8_t* __restrict;

void sub(In row, Out dst, std::size_t n, std::size_t bpp) {
  std::memcpy(dst, row, bpp);
  for (std::size_t i = bpp; i < n; ++i) dst[i] = static_cast<std::uint8_t>(row[i] - row[i - bpp]);
}

void up(In row, In above, Out dst, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) dst[i] = static_cast<std::uint8_t>(row[i] - above[i]);
}

void average(In row, In above, Out dst, std::size_t n, std::size_t bpp) {
  for (std::size_t i = 0; i < bpp; ++i)
    dst[i] = static_cast<std::uint8_t>(row[i] - (above[i] >> 1));
  for (std::size_t i = bpp; i < n; ++i)
    dst[i] = static_cast<std::uint8_t>(row[i] - ((row[i - bpp] + above[i]) >> 1));
}

// The predictor is whichever of left, above and above-left is nearest to
// left + above - above-left, in this order among equals.
void paeth(In row, In above, Out dst, std::size_t n, std::size_t bpp) {
  up(row, above, dst, bpp);
  for (std::size_t i = bpp; i < n; ++i) {
    const int a = row[i - bpp], b = above[i], c = above[i - bpp];
    const int to_a = b > c ? b - c : c - b;
    const int to_b = a > c ? a - c : c - a;
    const int both = a + b - 2 * c;
    const int to_c = both < 0 ? -both : both;
    const int near = to_a <= to_b && to_a <= to_c ? a : to_b <= to_c ? b : c;
    dst[i] = static_cast<std::uint8_t>(row[i] - near);
  }
}

}  // namespace

void apply(Filter filter, const std::uint8_t* row, const std::uint8_t* above, std::uint8_t* dst,
           std::size_t row_bytes, std::size_t pixel_bytes) {
  switch (filter) {
    case Filter::kNone: std::memcpy(dst, row, row_bytes); return;
    case Filter::kSub: sub(row, dst, row_bytes, pixel_bytes); return;
    case Filter::kUp: up(row, above, dst, row_bytes); return;
    case Filter::kAverage: average(row, above, dst, row_bytes, pixel_bytes); return;
    case Filter::kPaeth: paeth(row, above, dst, row_bytes, pixel_bytes); return;
  }
}

std::uint64_t cost_of(const std::uint8_t* filtered, std::size_t row_bytes) {
  // Blocks whose sum fits 32 bits, for vectors of that width.
  constexpr std::size_t kBlock = 1u << 20;
  std::uint64_t total = 0;
  for (std::size_t at = 0; at < row_bytes; at += kBlock) {
    const std::size_t n = std::min(kBlock, row_bytes - at);
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint8_t v = filtered[at + i];
      const auto negated = static_cast<std::uint8_t>(0 - v);
      sum += v < negated ? v : negated;
    }
    total += sum;
  }
  return total;
}

void filter_row(FilterSet set, const std::uint8_t* row, const std::uint8_t* above,
                std::uint8_t* dst, std::size_t row_bytes, std::size_t pixel_bytes,
                std::vector<std::uint8_t>& trial) {
  if (std::has_single_bit(set)) {
    dst[0] = static_cast<std::uint8_t>(std::countr_zero(set));
    apply(static_cast<Filter>(dst[0]), row, above, dst + 1, row_bytes, pixel_bytes);
    return;
  }
  std::uint64_t best = std::numeric_limits<std::uint64_t>::max();
  for (std::uint8_t f = 0; f <= static_cast<std::uint8_t>(Filter::kPaeth); ++f) {
    if ((set & (1u << f)) == 0) continue;
    apply(static_cast<Filter>(f), row, above, trial.data(), row_bytes, pixel_bytes);
    const std::uint64_t cost = cost_of(trial.data(), row_bytes);
    if (cost >= best) continue;
    best = cost;
    dst[0] = f;
    std::memcpy(dst + 1, trial.data(), row_bytes);
  }
}

}  // namespace lattice::sinks::png
