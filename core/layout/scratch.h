// What the containers that are being worked through keep meanwhile: stacks, because working
// through one asks for others inside it.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/ids.h"

namespace lattice::layout {

using BoxIdx = Id<struct BoxTag>;

// A child that takes room in its container. Arrays have a place per axis; sizes are border
// boxes, `margin` is both sides together.
struct Item {
  BoxIdx box;
  std::array<double, 2> min{}, max{}, margin{}, size{};
  std::array<bool, 2> is_definite{};  // its size does not come from its content
  double base = 0, target = 0;        // flex: along the main axis
  bool frozen = false;

  // Where both do not fit, the minimum wins.
  double clamp(std::size_t axis, double v) const {
    return std::max(min[axis], std::min(v, max[axis]));
  }
  double outer(std::size_t axis) const { return size[axis] + margin[axis]; }
};

struct Line {
  std::uint32_t first = 0, end = 0;  // items, counted from the container's first
  double cross = 0;
};

// A row or column of a grid: at least `base`; beyond `limit` it is wider than its content.
struct Track {
  double base = 0, limit = 0, size = 0;
  bool fixed = false;
};

struct Scratch {
  std::vector<Item> items;
  std::vector<Line> lines;
  std::vector<Track> tracks;
};

// What one container pushes; gone when it is done. References into it last until the next
// push, its own or that of a container inside.
template <class T>
class Frame {
 public:
  explicit Frame(std::vector<T>& stack) : stack_(stack), first_(stack.size()) {}
  ~Frame() { stack_.resize(first_); }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  T& push(const T& entry) { return stack_.emplace_back(entry); }
  T& operator[](std::size_t i) { return stack_[first_ + i]; }
  // Only right while no container inside is being worked through.
  std::size_t size() const { return stack_.size() - first_; }

 private:
  std::vector<T>& stack_;
  std::size_t first_;
};

}  // namespace lattice::layout
