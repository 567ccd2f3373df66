// Memory between pages that nobody may touch: who reads or writes past its ends dies, and
// is reported by the role of the memory; the rest of its pages holds a pattern.
#pragma once
#include <cstddef>
#include <cstdint>

namespace lattice::session::check {

// What a plugin may do with it decides which rule a trespass breaks.
enum class Role : std::uint8_t { source, destination, scratch };

// One thread at a time. Few hundred may exist at once.
class GuardedMemory {
 public:
  explicit GuardedMemory(Role role);
  GuardedMemory(const GuardedMemory&) = delete;
  GuardedMemory& operator=(const GuardedMemory&) = delete;
  ~GuardedMemory();

  // `bytes` bytes, aligned to `alignment` (a power of two up to 4096), that end as close
  // before a forbidden page as the alignment lets them. Everything, also around them, is
  // filled with `pattern`. What was given out before is gone. Null when there is no memory.
  std::byte* lay_out(std::size_t bytes, std::size_t alignment, unsigned char pattern);
  // From here to the next lay_out() writing is fatal as well.
  void make_read_only();
  // True when all bytes of its pages outside of the `bytes` are still the pattern.
  bool surroundings_intact() const;

 private:
  bool reserve(std::size_t bytes);
  void release();

  Role role_;
  int slot_ = -1;
  std::byte* base_ = nullptr;  // first usable byte
  std::size_t capacity_ = 0;   // usable bytes
  std::byte* given_ = nullptr;
  std::size_t given_bytes_ = 0;
  unsigned char pattern_ = 0;
};

// Which memory an address belongs to, its forbidden pages included. Safe in a signal
// handler.
bool find_guarded(const void* address, Role& role);

}  // namespace lattice::session::check
