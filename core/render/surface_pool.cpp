#include "render/surface_pool.h"

#include <cassert>
#include <new>
#include <utility>

namespace lattice::render {
namespace {

constexpr std::size_t kAlign = 64;
// A block serves a surface down to half its size.
constexpr std::size_t kMaxWaste = 2;

std::byte* memory_of(const image::View& view) {
  return image::pixel(view, view.valid.x0, view.valid.y0);
}

}  // namespace

image::View with_bounds(image::View view, const image::Rect& bounds) {
  const auto before = reinterpret_cast<std::uintptr_t>(view.plane[0]);
  const std::int64_t offset = (view.bounds.y0 - bounds.y0) * view.row_bytes[0] +
                              static_cast<std::int64_t>(view.bounds.x0 - bounds.x0) *
                                  static_cast<std::int64_t>(image::pixel_bytes(view.type));
  view.plane[0] = reinterpret_cast<void*>(before - static_cast<std::uintptr_t>(offset));
  view.bounds = image::to_abi(bounds);
  return view;
}

SurfacePool::SurfacePool(SurfacePool&& other) noexcept
    : blocks_(std::move(other.blocks_)),
      bytes_(std::exchange(other.bytes_, 0)),
      max_idle_bytes_(other.max_idle_bytes_) {
  other.blocks_.clear();
}

SurfacePool::~SurfacePool() {
  for (const Block& block : blocks_) ::operator delete (block.memory, std::align_val_t{kAlign});
}

image::View SurfacePool::acquire(const image::Type& type, const image::Rect& bounds,
                                 const image::Rect& valid) {
  const std::size_t need = image::storage_bytes(type, valid);
  Block* best = nullptr;
  for (Block& block : blocks_)
    if (!block.used && block.bytes >= need && block.bytes <= kMaxWaste * need &&
        (best == nullptr || block.bytes < best->bytes))
      best = &block;
  if (best == nullptr) {
    blocks_.push_back(
        {static_cast<std::byte*>(::operator new (need, std::align_val_t{kAlign})), need, false});
    bytes_ += need;
    best = &blocks_.back();
  }
  best->used = true;
  return with_bounds(image::layout_over(best->memory, type, valid), bounds);
}

void SurfacePool::release(const image::View& view) {
  for (Block& block : blocks_) {
    if (block.memory != memory_of(view)) continue;
    assert(block.used);
    block.used = false;
    trim();
    return;
  }
  assert(false && "not a surface of this pool");
}

// Over the cap, the largest idle blocks go first: they are the least likely to fit again.
void SurfacePool::trim() {
  for (;;) {
    std::size_t idle = 0, largest = blocks_.size();
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].used) continue;
      idle += blocks_[i].bytes;
      if (largest == blocks_.size() || blocks_[i].bytes > blocks_[largest].bytes) largest = i;
    }
    if (idle <= max_idle_bytes_ || largest == blocks_.size()) return;
    ::operator delete (blocks_[largest].memory, std::align_val_t{kAlign});
    bytes_ -= blocks_[largest].bytes;
    blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(largest));
  }
}

}  // namespace lattice::render
