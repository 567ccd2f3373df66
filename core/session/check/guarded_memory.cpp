#include "session/check/guarded_memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>

namespace lattice::session::check {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kForbiddenBytes = 64 * kPage;  // on either side
constexpr std::size_t kMaxSlots = 256;

// Where the signal handler looks; a slot whose begin is 0 is free.
struct Slot {
  std::atomic<std::uintptr_t> begin{0}, end{0};
  std::atomic<Role> role{Role::source};
  std::atomic<bool> taken{false};
};
std::array<Slot, kMaxSlots> slots;

int take_slot() {
  for (std::size_t i = 0; i < slots.size(); ++i)
    if (!slots[i].taken.exchange(true)) return static_cast<int>(i);
  return -1;  // then a trespass dies without a name
}

std::size_t whole_pages(std::size_t bytes) { return (bytes + kPage - 1) / kPage * kPage; }

}  // namespace

GuardedMemory::GuardedMemory(Role role) : role_(role), slot_(take_slot()) {}

GuardedMemory::~GuardedMemory() {
  release();
  if (slot_ >= 0) slots[static_cast<std::size_t>(slot_)].taken = false;
}

void GuardedMemory::release() {
  if (base_ == nullptr) return;
  if (slot_ >= 0) slots[static_cast<std::size_t>(slot_)].begin = 0;
  ::munmap(base_ - kForbiddenBytes, capacity_ + 2 * kForbiddenBytes);
  base_ = nullptr;
  capacity_ = 0;
}

bool GuardedMemory::reserve(std::size_t bytes) {
  // A page more than asked for, so that there are surroundings in front.
  const std::size_t wanted = whole_pages(bytes) + kPage;
  if (wanted <= capacity_ && capacity_ <= 4 * wanted) {
    ::mprotect(base_, capacity_, PROT_READ | PROT_WRITE);
    return true;
  }
  release();
  void* all = ::mmap(nullptr, wanted + 2 * kForbiddenBytes, PROT_NONE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (all == MAP_FAILED) return false;
  base_ = static_cast<std::byte*>(all) + kForbiddenBytes;
  capacity_ = wanted;
  if (::mprotect(base_, capacity_, PROT_READ | PROT_WRITE) != 0) {
    release();
    return false;
  }
  if (slot_ >= 0) {
    Slot& slot = slots[static_cast<std::size_t>(slot_)];
    slot.role = role_;
    slot.end = reinterpret_cast<std::uintptr_t>(base_ + capacity_ + kForbiddenBytes);
    slot.begin = reinterpret_cast<std::uintptr_t>(all);
  }
  return true;
}

std::byte* GuardedMemory::lay_out(std::size_t bytes, std::size_t alignment, unsigned char pattern) {
  given_ = nullptr;
  if (!reserve(bytes)) return nullptr;
  std::memset(base_, pattern, capacity_);
  std::byte* end = base_ + capacity_;
  const std::size_t back = (bytes + alignment - 1) / alignment * alignment;
  given_ = end - back;
  given_bytes_ = bytes;
  pattern_ = pattern;
  return given_;
}

void GuardedMemory::make_read_only() {
  if (base_ != nullptr) ::mprotect(base_, capacity_, PROT_READ);
}

bool GuardedMemory::surroundings_intact() const {
  const auto is_pattern = [this](std::byte b) { return b == std::byte{pattern_}; };
  return given_ == nullptr || (std::all_of(base_, given_, is_pattern) &&
                               std::all_of(given_ + given_bytes_, base_ + capacity_, is_pattern));
}

bool find_guarded(const void* address, Role& role) {
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  for (const Slot& slot : slots) {
    const std::uintptr_t begin = slot.begin;
    if (begin == 0 || at < begin || at >= slot.end) continue;
    role = slot.role;
    return true;
  }
  return false;
}

}  // namespace lattice::session::check
