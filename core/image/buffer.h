// An owned, 64-byte aligned image. View hands it to kernels and across the C ABI.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>

#include "image/rect.h"
#include "image/type.h"

namespace lattice::image {

using View = lattice_image;

inline Rect bounds_of(const View& view) { return from_abi(view.bounds); }

// Address of pixel (x, y) in plane 0; (x, y) inside view.bounds.
inline std::byte* pixel(const View& view, std::int32_t x, std::int32_t y) {
  return static_cast<std::byte*>(view.plane[0]) + (y - view.bounds.y0) * view.row_bytes[0] +
         static_cast<std::int64_t>(x - view.bounds.x0) *
             static_cast<std::int64_t>(pixel_bytes(view.type));
}

// Bytes that an image of this type and size needs, every row 64-byte aligned.
std::size_t storage_bytes(const Type& type, const Rect& bounds);
// Lays an image out over `memory` (64-byte aligned, storage_bytes() large).
View layout_over(void* memory, const Type& type, const Rect& bounds);

class Buffer {
 public:
  Buffer() = default;
  // Undefined pixels.
  Buffer(const Type& type, const Rect& bounds);

  const View& view() const { return view_; }
  std::size_t bytes() const { return bytes_; }
  explicit operator bool() const { return memory_ != nullptr; }

 private:
  struct Free {
    void operator()(std::byte* p) const;
  };
  std::unique_ptr<std::byte, Free> memory_;
  std::size_t bytes_ = 0;
  View view_{};
};

}  // namespace lattice::image
