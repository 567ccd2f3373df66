#include "image/buffer.h"

#include <new>

namespace lattice::image {
namespace {

constexpr std::size_t kAlign = 64;

struct PlaneShape {
  std::size_t width = 0, height = 0, pixel = 0;  // pixels, rows, bytes per pixel

  std::size_t row_bytes() const { return (width * pixel + kAlign - 1) / kAlign * kAlign; }
  std::size_t bytes() const { return row_bytes() * height; }
};

int plane_count(const Type& t) {
  if (t.layout == LATTICE_INTERLEAVED) return 1;
  return t.layout == LATTICE_SEMIPLANAR ? 2 : t.channels;
}

PlaneShape shape_of(const Type& t, const Rect& bounds, int plane) {
  PlaneShape shape{static_cast<std::size_t>(bounds.empty() ? 0 : bounds.width()),
                   static_cast<std::size_t>(bounds.empty() ? 0 : bounds.height()), pixel_bytes(t)};
  const bool chroma = t.layout != LATTICE_INTERLEAVED && (plane == 1 || plane == 2);
  if (!chroma) return shape;
  if (t.subsampling != LATTICE_SUB_444) shape.width = (shape.width + 1) / 2;
  if (t.subsampling == LATTICE_SUB_420) shape.height = (shape.height + 1) / 2;
  if (t.layout == LATTICE_SEMIPLANAR) shape.pixel *= 2;
  return shape;
}

}  // namespace

std::size_t storage_bytes(const Type& type, const Rect& bounds) {
  std::size_t total = 0;
  for (int plane = 0; plane < plane_count(type); ++plane)
    total += shape_of(type, bounds, plane).bytes();
  return total;
}

View layout_over(void* memory, const Type& type, const Rect& bounds) {
  View view{};
  view.type = type;
  view.bounds = view.valid = to_abi(bounds);
  auto* at = static_cast<std::byte*>(memory);
  for (int plane = 0; plane < plane_count(type); ++plane) {
    const PlaneShape shape = shape_of(type, bounds, plane);
    view.plane[plane] = at;
    view.row_bytes[plane] = static_cast<std::int64_t>(shape.row_bytes());
    at += shape.bytes();
  }
  return view;
}

void Buffer::Free::operator()(std::byte* p) const {
  ::operator delete (p, std::align_val_t{kAlign});
}

Buffer::Buffer(const Type& type, const Rect& bounds) : bytes_(storage_bytes(type, bounds)) {
  if (bytes_ > 0)
    memory_.reset(static_cast<std::byte*>(::operator new (bytes_, std::align_val_t{kAlign})));
  view_ = layout_over(memory_.get(), type, bounds);
}

}  // namespace lattice::image
