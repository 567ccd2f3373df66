// Half-open pixel rectangles, y down; the same memory as the C ABI's lattice_rect.
#pragma once
#include <lattice/abi.h>

#include <algorithm>
#include <cstdint>

namespace lattice::image {

struct Rect {
  std::int32_t x0 = 0, y0 = 0, x1 = 0, y1 = 0;

  constexpr std::int32_t width() const { return x1 - x0; }
  constexpr std::int32_t height() const { return y1 - y0; }
  constexpr bool empty() const { return x1 <= x0 || y1 <= y0; }
  constexpr std::int64_t area() const {
    return empty() ? 0 : static_cast<std::int64_t>(width()) * height();
  }
  constexpr bool contains(const Rect& r) const {
    return r.empty() || (r.x0 >= x0 && r.y0 >= y0 && r.x1 <= x1 && r.y1 <= y1);
  }
  friend constexpr bool operator==(const Rect&, const Rect&) = default;
};

// The empty result is always the zero rect, so that equal means equal.
constexpr Rect intersect(const Rect& a, const Rect& b) {
  const Rect r{std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1),
               std::min(a.y1, b.y1)};
  return r.empty() ? Rect{} : r;
}

// The smallest rect around both; an empty one counts for nothing.
constexpr Rect unite(const Rect& a, const Rect& b) {
  if (a.empty()) return b.empty() ? Rect{} : b;
  if (b.empty()) return a;
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

inline lattice_rect to_abi(const Rect& r) { return {r.x0, r.y0, r.x1, r.y1}; }
inline Rect from_abi(const lattice_rect& r) {
  const Rect out{r.x0, r.y0, r.x1, r.y1};
  return out.empty() ? Rect{} : out;
}

}  // namespace lattice::image
