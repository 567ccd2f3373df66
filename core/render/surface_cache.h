// Surfaces remembered by content: what was rendered lately with the same fingerprint is not
// rendered again. In local space, so that moving a blurred card costs one composite.
#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/hash.h"
#include "image/buffer.h"
#include "plan/plan.h"

namespace lattice::render {

// Shared by all frames in flight; asked once a step, never from inside a tile. [any thread]
class SurfaceCache {
 public:
  using Entry = std::shared_ptr<const image::Buffer>;

  explicit SurfaceCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // Pixels of a surface with this fingerprint and roi, or null.
  Entry find(const plan::Surface& surface);
  // Whether it is worth keeping: the second time that it had to be made. What is shown once
  // (every frame of a moving blur) costs no memory.
  bool is_worth_keeping(const plan::Surface& surface);
  // Keeps it and lets go of what was not asked for the longest while it holds too much.
  void insert(const plan::Surface& surface, Entry pixels);

  std::size_t bytes() const;
  std::uint64_t hits() const;

 private:
  struct Key {
    Hash128 fingerprint;
    image::Rect roi;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const { return key.fingerprint.low; }
  };
  struct Kept {
    Key key;
    Entry pixels;
  };
  static Key key_of(const plan::Surface& surface) { return {surface.fingerprint, surface.roi}; }

  mutable std::mutex mutex_;
  std::size_t max_bytes_;
  std::size_t bytes_ = 0;
  std::uint64_t hits_ = 0;
  std::list<Kept> kept_;  // the latest used first
  std::unordered_map<Key, std::list<Kept>::iterator, KeyHash> index_;
  std::deque<Key> made_;  // lately, not kept
};

}  // namespace lattice::render
