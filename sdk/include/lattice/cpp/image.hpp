// Pictures as rows of typed pixels. Interleaved types only; positions are those of the
// picture, as in lattice/type.h, and asserts hold every row inside the memory there is.
#ifndef LATTICE_CPP_IMAGE_HPP
#define LATTICE_CPP_IMAGE_HPP
#include <algorithm>
#include <array>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>

#include "../type.h"
#include "check.hpp"
#include "rect.hpp"

namespace lattice {

// A pixel of four channels, in memory order; premultiplied unless the type says otherwise.
template <class T>
struct Rgba {
  using Sample = T;
  T r, g, b, a;

  friend constexpr bool operator==(const Rgba &, const Rgba &) = default;
};

using Rgba8 = Rgba<std::uint8_t>;    // 0..255
using Rgba16 = Rgba<std::uint16_t>;  // 0..65535
using Rgba32f = Rgba<float>;         // 1.0 is white; values beyond 0..1 are allowed

// The pixel whose every channel is f(channel of a, channel of b, ...). The result of `f`
// is converted to T without a check: round and clamp in `f`.
template <class T, class F, class... Others>
constexpr Rgba<T> each(F &&f, const Rgba<T> &first, const Others &...others) {
  return {static_cast<T>(f(first.r, others.r...)), static_cast<T>(f(first.g, others.g...)),
          static_cast<T>(f(first.b, others.b...)), static_cast<T>(f(first.a, others.a...))};
}

namespace detail {

template <class T>
LATTICE_HIDDEN_ inline constexpr std::uint8_t kDtype = 0;
template <>
LATTICE_HIDDEN_ inline constexpr std::uint8_t kDtype<std::uint8_t> = LATTICE_U8;
template <>
LATTICE_HIDDEN_ inline constexpr std::uint8_t kDtype<std::uint16_t> = LATTICE_U16;
template <>
LATTICE_HIDDEN_ inline constexpr std::uint8_t kDtype<std::uint32_t> = LATTICE_U32;
template <>
LATTICE_HIDDEN_ inline constexpr std::uint8_t kDtype<float> = LATTICE_F32;

template <class P>
struct PixelShape {
  static constexpr std::uint8_t kSampleType = kDtype<P>;
  static constexpr std::uint8_t kChannels = 1;
};
template <class T>
struct PixelShape<Rgba<T>> {
  static constexpr std::uint8_t kSampleType = kDtype<T>;
  static constexpr std::uint8_t kChannels = 4;
};
template <class T, std::size_t N>
struct PixelShape<std::array<T, N>> {
  static constexpr std::uint8_t kSampleType = N >= 1 && N <= 4 ? kDtype<T> : 0;
  static constexpr std::uint8_t kChannels = N;
};

}  // namespace detail

// Rgba8, Rgba16, Rgba32f; a sample alone (depth: float, ids: uint32_t); arrays of 2 to 4
// samples (normals: std::array<float, 3>). A uint16_t also stands for a half float.
template <class P>
concept Pixel = detail::PixelShape<P>::kSampleType != 0;

// True for a picture whose pixels can be seen as P.
template <Pixel P>
constexpr bool holds(const lattice_type &type) noexcept {
  using Shape = detail::PixelShape<P>;
  const bool half = type.dtype == LATTICE_F16 && Shape::kSampleType == LATTICE_U16;
  return (type.dtype == Shape::kSampleType || half) && type.channels == Shape::kChannels &&
         type.layout == LATTICE_INTERLEAVED;
}

// The interleaved type of pixels P. Colours with alpha are premultiplied unless told
// otherwise; numbers that are no colour belong in LATTICE_SPACE_DATA.
template <Pixel P>
constexpr lattice_type type_of(std::uint16_t space) noexcept {
  lattice_type type{};
  type.dtype = detail::PixelShape<P>::kSampleType;
  type.channels = detail::PixelShape<P>::kChannels;
  const bool has_alpha = type.channels == 4 && space != LATTICE_SPACE_DATA;
  type.alpha = has_alpha ? LATTICE_ALPHA_PREMUL : LATTICE_ALPHA_NONE;
  type.space = space;
  return type;
}

// A picture to read. A view: copy it freely, it lives as long as what it was made from.
class Image {
 public:
  explicit Image(const lattice_image &raw) noexcept : raw_(&raw) {}

  const lattice_image &raw() const noexcept { return *raw_; }
  const lattice_type &type() const noexcept { return raw_->type; }
  Rect bounds() const noexcept { return raw_->bounds; }  // transparent outside
  Rect valid() const noexcept {
    return raw_->valid;
  }  // memory; of a Target: may reach past

  // Pixels x0..x1 of row y; [0] is the pixel at x0. All of them lie in valid().
  template <Pixel P>
  std::span<const P> row(std::int32_t y, std::int32_t x0, std::int32_t x1) const noexcept {
    return {pixels<P>(y, x0, x1), static_cast<std::size_t>(x1 - x0)};
  }
  // Row y as far as there is memory; [0] is the pixel at valid().x0.
  template <Pixel P>
  std::span<const P> row(std::int32_t y) const noexcept {
    return row<P>(y, raw_->valid.x0, raw_->valid.x1);
  }

  // One pixel; transparent outside of valid(). For scattered reads, such as a displacement.
  template <Pixel P>
  P at(std::int32_t x, std::int32_t y) const noexcept {
    return valid().contains(x, y) ? *pixels<P>(y, x, x + 1) : P{};
  }

  // Copies row y from x0 on into `out`, transparent outside of valid(): a row that may be
  // read without looking at edges.
  template <Pixel P>
  void read_row(std::int32_t y, std::int32_t x0, std::span<P> out) const noexcept {
    const auto x1 = static_cast<std::int32_t>(x0 + static_cast<std::int64_t>(out.size()));
    const Rect there = valid() & Rect{x0, y, x1, y + 1};
    if (there.empty()) {
      std::ranges::fill(out, P{});
      return;
    }
    const auto lead = out.begin() + (there.x0 - x0), trail = lead + there.width();
    std::fill(out.begin(), lead, P{});
    std::ranges::copy(row<P>(y, there.x0, there.x1), lead);
    std::fill(trail, out.end(), P{});
  }
  // The same into a vector, an array, or a part of one: read_row(y, x0, row).
  template <std::ranges::contiguous_range Row>
  requires Pixel<std::ranges::range_value_t<Row>>
  void read_row(std::int32_t y, std::int32_t x0, Row &&out) const noexcept {
    read_row<std::ranges::range_value_t<Row>>(
        y, x0, std::span<std::ranges::range_value_t<Row>>(out));
  }

 protected:
  template <Pixel P>
  P *pixels(std::int32_t y, std::int32_t x0,
            [[maybe_unused]] std::int32_t x1) const noexcept {
    assert(holds<P>(raw_->type));
    assert(x0 <= x1 && valid().contains(Rect{x0, y, x1, y + 1}));
    auto *first = static_cast<std::byte *>(raw_->plane[0]) +
                  std::ptrdiff_t{y - raw_->bounds.y0} * raw_->row_bytes[0] +
                  std::ptrdiff_t{x0 - raw_->bounds.x0} * std::ptrdiff_t{sizeof(P)};
    assert(reinterpret_cast<std::uintptr_t>(first) % alignof(P) == 0);
    return reinterpret_cast<P *>(first);
  }

 private:
  const lattice_image *raw_;
};

// A picture to fill. Its pixels start undefined.
class Target : public Image {
 public:
  using Image::Image;

  template <Pixel P>
  std::span<P> row(std::int32_t y, std::int32_t x0, std::int32_t x1) const noexcept {
    return {pixels<P>(y, x0, x1), static_cast<std::size_t>(x1 - x0)};
  }
  template <Pixel P>
  std::span<P> row(std::int32_t y) const noexcept {
    return row<P>(y, raw().valid.x0, raw().valid.x1);
  }
};

}  // namespace lattice
#endif
