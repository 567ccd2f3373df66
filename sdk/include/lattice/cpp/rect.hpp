// Rectangles of pixels: half-open, y down.
#ifndef LATTICE_CPP_RECT_HPP
#define LATTICE_CPP_RECT_HPP
#include <algorithm>
#include <limits>

#include "../abi.h"

namespace lattice {

// A lattice_rect that can be asked. x0 <= x < x1; empty when x1 <= x0 or y1 <= y0.
struct Rect : lattice_rect {
  constexpr Rect() noexcept : lattice_rect{0, 0, 0, 0} {}
  constexpr Rect(int32_t left, int32_t top, int32_t right, int32_t bottom) noexcept
      : lattice_rect{left, top, right, bottom} {}
  constexpr Rect(const lattice_rect &raw) noexcept : lattice_rect(raw) {}

  constexpr bool empty() const noexcept { return x1 <= x0 || y1 <= y0; }
  constexpr int32_t width() const noexcept { return x1 - x0; }
  constexpr int32_t height() const noexcept { return y1 - y0; }
  constexpr bool contains(int32_t x, int32_t y) const noexcept {
    return x0 <= x && x < x1 && y0 <= y && y < y1;
  }
  // An empty rect lies in every other.
  constexpr bool contains(const Rect &r) const noexcept {
    return r.empty() || (x0 <= r.x0 && r.x1 <= x1 && y0 <= r.y0 && r.y1 <= y1);
  }

  // Wider by `dx` on the left and on the right, higher by `dy` above and below. An empty
  // rect stays empty; coordinates stop at the ends of int32.
  constexpr Rect grown(int32_t dx, int32_t dy) const noexcept {
    if (empty()) return {};
    return {clamped(int64_t{x0} - dx), clamped(int64_t{y0} - dy), clamped(int64_t{x1} + dx),
            clamped(int64_t{y1} + dy)};
  }
  constexpr Rect shifted(int32_t dx, int32_t dy) const noexcept {
    return {clamped(int64_t{x0} + dx), clamped(int64_t{y0} + dy), clamped(int64_t{x1} + dx),
            clamped(int64_t{y1} + dy)};
  }

  friend constexpr bool operator==(const Rect &a, const Rect &b) noexcept {
    return a.x0 == b.x0 && a.y0 == b.y0 && a.x1 == b.x1 && a.y1 == b.y1;
  }
  // What both have. Nothing in common is the rect of zeros.
  friend constexpr Rect operator&(const Rect &a, const Rect &b) noexcept {
    const Rect r{std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1),
                 std::min(a.y1, b.y1)};
    return r.empty() ? Rect{} : r;
  }
  // The smallest rect round both; an empty one adds nothing.
  friend constexpr Rect operator|(const Rect &a, const Rect &b) noexcept {
    if (a.empty()) return b.empty() ? Rect{} : b;
    if (b.empty()) return a;
    return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1),
            std::max(a.y1, b.y1)};
  }

 private:
  static constexpr int32_t clamped(int64_t v) noexcept {
    using Limits = std::numeric_limits<int32_t>;
    return static_cast<int32_t>(std::clamp<int64_t>(v, Limits::min(), Limits::max()));
  }
};

static_assert(sizeof(Rect) == sizeof(lattice_rect));

}  // namespace lattice
#endif
