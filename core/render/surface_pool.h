// Memory of the surfaces of one frame in flight, kept from frame to frame. One thread at a
// time; bounded by a cap on what is kept while unused.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "image/buffer.h"

namespace lattice::render {

class SurfacePool {
 public:
  explicit SurfacePool(std::size_t max_idle_bytes) : max_idle_bytes_(max_idle_bytes) {}
  SurfacePool(const SurfacePool&) = delete;
  SurfacePool& operator=(const SurfacePool&) = delete;
  SurfacePool(SurfacePool&& other) noexcept;
  ~SurfacePool();

  // An image of this type whose `bounds` are given and whose memory is `valid`; its pixels
  // are undefined.
  image::View acquire(const image::Type& type, const image::Rect& bounds, const image::Rect& valid);
  void release(const image::View& view);

  std::size_t bytes() const { return bytes_; }  // in use and idle

 private:
  struct Block {
    std::byte* memory = nullptr;
    std::size_t bytes = 0;
    bool used = false;
  };
  void trim();

  std::vector<Block> blocks_;
  std::size_t bytes_ = 0;
  std::size_t max_idle_bytes_;
};

// The same pixels seen as part of a larger picture: memory stays `view.valid`.
image::View with_bounds(image::View view, const image::Rect& bounds);

}  // namespace lattice::render
