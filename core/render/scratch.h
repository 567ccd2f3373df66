// Memory for the tile in hand: one arena per thread, filled and emptied like a stack. It
// grows while the first frames run and allocates nothing afterwards.
#pragma once
#include <cstddef>
#include <memory>
#include <new>
#include <vector>

namespace lattice::render {

class Scratch {
 public:
  struct Mark {
    std::size_t block = 0, used = 0;
  };

  // 64-byte aligned, undefined; valid until release() of an earlier mark.
  void* allocate(std::size_t bytes) {
    bytes = (bytes + kAlign - 1) / kAlign * kAlign;
    while (current_ < blocks_.size() && used_ + bytes > blocks_[current_].bytes) {
      ++current_;
      used_ = 0;
    }
    if (current_ == blocks_.size()) {
      const std::size_t size = bytes > kBlock ? bytes : kBlock;
      blocks_.push_back(
          {Memory(static_cast<std::byte*>(::operator new (size, std::align_val_t{kAlign}))), size});
    }
    void* at = blocks_[current_].memory.get() + used_;
    used_ += bytes;
    return at;
  }

  Mark mark() const { return {current_, used_}; }
  void release(Mark mark) { current_ = mark.block, used_ = mark.used; }

 private:
  static constexpr std::size_t kAlign = 64;
  static constexpr std::size_t kBlock = std::size_t{1} << 20;

  struct Free {
    void operator()(std::byte* p) const { ::operator delete (p, std::align_val_t{kAlign}); }
  };
  using Memory = std::unique_ptr<std::byte, Free>;
  struct Block {
    Memory memory;
    std::size_t bytes;
  };

  std::vector<Block> blocks_;
  std::size_t current_ = 0;  // block being filled
  std::size_t used_ = 0;     // bytes of it
};

// Gives back at the end of a scope what the scope took.
class ScratchScope {
 public:
  explicit ScratchScope(Scratch& scratch) : scratch_(scratch), mark_(scratch.mark()) {}
  ~ScratchScope() { scratch_.release(mark_); }
  ScratchScope(const ScratchScope&) = delete;
  ScratchScope& operator=(const ScratchScope&) = delete;

 private:
  Scratch& scratch_;
  Scratch::Mark mark_;
};

}  // namespace lattice::render
