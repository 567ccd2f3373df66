// The row filters of PNG (specification, section 9) and the choice between them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace lattice::sinks::png {

enum class Filter : std::uint8_t { kNone = 0, kSub = 1, kUp = 2, kAverage = 3, kPaeth = 4 };

// Filters `row_bytes` of `row` into `dst`; `above` is the row before (zeros for the first),
// `pixel_bytes` the distance to the pixel on the left.
void apply(Filter filter, const std::uint8_t* row, const std::uint8_t* above, std::uint8_t* dst,
           std::size_t row_bytes, std::size_t pixel_bytes);

// Sum of the filtered bytes taken as signed: the specification's measure of how well a row
// will compress.
std::uint64_t cost_of(const std::uint8_t* filtered, std::size_t row_bytes);

// A bit per filter: 1 << Filter.
using FilterSet = std::uint8_t;
constexpr FilterSet only(Filter filter) {
  return static_cast<FilterSet>(1u << static_cast<unsigned>(filter));
}

// Writes the filter byte and the row filtered by the cheapest of `set`, the first of equals.
// `trial` has room for one row.
void filter_row(FilterSet set, const std::uint8_t* row, const std::uint8_t* above,
                std::uint8_t* dst, std::size_t row_bytes, std::size_t pixel_bytes,
                std::vector<std::uint8_t>& trial);

}  // namespace lattice::sinks::png
