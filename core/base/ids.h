// Dense ids: an index into one particular table, which the compiler keeps apart from the
// indices of all others.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace lattice {

template <class Tag, class Int = std::uint32_t>
struct Id {
  static constexpr Int kNone = std::numeric_limits<Int>::max();

  Int value = kNone;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value(static_cast<Int>(index)) {}
  constexpr bool is_none() const { return value == kNone; }
  constexpr explicit operator bool() const { return value != kNone; }
  constexpr std::size_t index() const { return value; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

// A run of entries in a table that several owners share.
struct Span32 {
  std::uint32_t first = 0;
  std::uint32_t count = 0;

  constexpr std::uint32_t end() const { return first + count; }
  constexpr bool empty() const { return count == 0; }
};

}  // namespace lattice
