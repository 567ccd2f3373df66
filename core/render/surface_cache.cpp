#include "render/surface_cache.h"

#include <algorithm>

namespace lattice::render {
namespace {

// How many surfaces are remembered as having been made once.
constexpr std::size_t kRemembered = 256;

}  // namespace

SurfaceCache::Entry SurfaceCache::find(const plan::Surface& surface) {
  const std::lock_guard lock(mutex_);
  const auto found = index_.find(key_of(surface));
  if (found == index_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found->second);
  ++hits_;
  return found->second->pixels;
}

bool SurfaceCache::is_worth_keeping(const plan::Surface& surface) {
  if (image::storage_bytes(surface.type, surface.roi) > max_bytes_) return false;
  const std::lock_guard lock(mutex_);
  const Key key = key_of(surface);
  if (std::find(made_.begin(), made_.end(), key) != made_.end()) return true;
  made_.push_back(key);
  if (made_.size() > kRemembered) made_.pop_front();
  return false;
}

void SurfaceCache::insert(const plan::Surface& surface, Entry pixels) {
  const std::lock_guard lock(mutex_);
  const Key key = key_of(surface);
  if (index_.contains(key)) return;  // two frames made it at the same time
  bytes_ += pixels->bytes();
  kept_.push_front({key, std::move(pixels)});
  index_.emplace(key, kept_.begin());
  while (bytes_ > max_bytes_) {
    bytes_ -= kept_.back().pixels->bytes();
    index_.erase(kept_.back().key);
    kept_.pop_back();
  }
}

std::size_t SurfaceCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

std::uint64_t SurfaceCache::hits() const {
  const std::lock_guard lock(mutex_);
  return hits_;
}

}  // namespace lattice::render
