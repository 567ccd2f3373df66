#include "assets/exif.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <optional>

namespace lattice::assets {
namespace {

using image::Buffer;
using image::Rect;

// A TIFF structure in either byte order; reads beyond its end give nothing.
class Tiff {
 public:
  Tiff(std::span<const std::byte> bytes, bool big_endian)
      : bytes_(bytes), big_endian_(big_endian) {}

  std::optional<std::uint32_t> u16(std::size_t at) const { return number(at, 2); }
  std::optional<std::uint32_t> u32(std::size_t at) const { return number(at, 4); }

 private:
  std::optional<std::uint32_t> number(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || bytes_.size() - at < size) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t from = big_endian_ ? at + i : at + size - 1 - i;
      value = (value << 8) | static_cast<std::uint32_t>(bytes_[from]);
    }
    return value;
  }

  std::span<const std::byte> bytes_;
  bool big_endian_;
};

constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kShortType = 3;

// Looks through the first image file directory (TIFF 6.0, section 2).
std::optional<std::uint32_t> find_orientation(const Tiff& tiff) {
  const auto directory = tiff.u32(4);
  if (!directory) return std::nullopt;
  const auto entries = tiff.u16(*directory);
  if (!entries) return std::nullopt;
  for (std::size_t i = 0; i < *entries; ++i) {
    const std::size_t entry = std::size_t{*directory} + 2 + 12 * i;
    const auto tag = tiff.u16(entry), type = tiff.u16(entry + 2);
    if (!tag) return std::nullopt;
    if (*tag == kOrientationTag && type == kShortType) return tiff.u16(entry + 8);
  }
  return std::nullopt;
}

struct Offset {
  std::int32_t x, y;
};

// The stored pixel that is seen at (x, y); stored size w x h.
Offset stored_at(int orientation, std::int32_t x, std::int32_t y, std::int32_t w, std::int32_t h) {
  switch (orientation) {
    case 2: return {w - 1 - x, y};
    case 3: return {w - 1 - x, h - 1 - y};
    case 4: return {x, h - 1 - y};
    case 5: return {y, x};
    case 6: return {y, h - 1 - x};
    case 7: return {w - 1 - y, h - 1 - x};
    case 8: return {w - 1 - y, x};
    default: return {x, y};
  }
}

}  // namespace

int exif_orientation(std::span<const std::byte> app1) {
  constexpr std::array<char, 6> kHead{'E', 'x', 'i', 'f', 0, 0};
  if (app1.size() < kHead.size() + 8) return 1;
  if (std::memcmp(app1.data(), kHead.data(), kHead.size()) != 0) return 1;
  const auto tiff_bytes = app1.subspan(kHead.size());
  const bool big = std::memcmp(tiff_bytes.data(), "MM\0*", 4) == 0;
  const bool little = std::memcmp(tiff_bytes.data(), "II*\0", 4) == 0;
  if (!big && !little) return 1;
  const auto value = find_orientation(Tiff(tiff_bytes, big));
  return value && *value >= 1 && *value <= 8 ? static_cast<int>(*value) : 1;
}

Buffer upright(Buffer pixels, int orientation) {
  assert(orientation >= 1 && orientation <= 8);
  if (orientation == 1) return pixels;
  const Rect stored = image::bounds_of(pixels.view());
  const std::int32_t w = stored.width(), h = stored.height();
  const bool turned = orientation >= 5;
  Buffer out(pixels.view().type, {0, 0, turned ? h : w, turned ? w : h});
  const Rect seen = image::bounds_of(out.view());
  for (std::int32_t y = 0; y < seen.height(); ++y) {
    for (std::int32_t x = 0; x < seen.width(); ++x) {
      const Offset from = stored_at(orientation, x, y, w, h);
      std::memcpy(image::pixel(out.view(), x, y), image::pixel(pixels.view(), from.x, from.y), 4);
    }
  }
  return out;
}

}  // namespace lattice::assets
