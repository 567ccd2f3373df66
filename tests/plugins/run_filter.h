// Runs the passes of a filter tile by tile, as hostile as the contract allows: memory that
// a plugin may not read or write is poisoned and checked.
#pragma once
#include <cstring>
#include <vector>

#include "loaded_plugin.h"

namespace plugins_test {

// An owned image; rows are 64-byte aligned.
class Picture {
 public:
  Picture() = default;
  Picture(const lattice_type& type, const lattice_rect& bounds);  // all bits zero

  const lattice_image& image() const { return image_; }
  const lattice_rect& bounds() const { return image_.bounds; }
  std::int32_t width() const { return bounds().x1 - bounds().x0; }
  std::int32_t height() const { return bounds().y1 - bounds().y0; }
  std::size_t pixel_bytes() const;
  bool contains(std::int32_t x, std::int32_t y) const;

  template <class Sample>
  Sample* at(std::int32_t x, std::int32_t y) {
    return reinterpret_cast<Sample*>(address(x, y));
  }
  template <class Sample>
  const Sample* at(std::int32_t x, std::int32_t y) const {
    return reinterpret_cast<const Sample*>(address(x, y));
  }
  void fill_bytes(unsigned char byte) { std::memset(aligned(), byte, size_); }

 private:
  unsigned char* aligned() const;
  unsigned char* address(std::int32_t x, std::int32_t y) const;

  std::vector<unsigned char> memory_;
  std::size_t size_ = 0;
  std::size_t row_bytes_ = 0;
  lattice_image image_{};

 public:
  Picture(const Picture& other);
  Picture& operator=(const Picture& other);
};

// Same bounds and the same bytes of pixels.
bool same_pixels(const Picture& a, const Picture& b);

struct TileShape {
  std::int32_t width, height;
};
inline constexpr TileShape kWhole{1 << 20, 1 << 20};

// The result over the bounds that the filter names. Checks on the way that the tile calls
// write inside of their area and scratch only, read inside of their roi only, and leave what
// lies outside of a pass's bounds transparent.
Picture run_filter(const FilterInstance& instance, const lattice_frame& frame,
                   const std::vector<Picture>& ports, TileShape tiles = kWhole);

}  // namespace plugins_test
