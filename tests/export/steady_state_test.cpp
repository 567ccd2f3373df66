// Counts every allocation of the program, to see that frames cost none once the ring is warm.
#include <atomic>
#include <cstdlib>
#include <new>

#include "bench.h"
#include "support/catch.h"

namespace {

std::atomic<std::int64_t> allocations{0};

void* counted(std::size_t size, std::size_t alignment) {
  ++allocations;
  if (size == 0) size = 1;
  void* p = alignment <= alignof(std::max_align_t)
                ? std::malloc(size)
                : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (!p) throw std::bad_alloc();
  return p;
}

}  // namespace

void* operator new(std::size_t size) { return counted(size, 1); }
void* operator new[](std::size_t size) { return counted(size, 1); }
void* operator new(std::size_t size, std::align_val_t a) {
  return counted(size, static_cast<std::size_t>(a));
}
void* operator new[](std::size_t size, std::align_val_t a) {
  return counted(size, static_cast<std::size_t>(a));
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

namespace lattice::exporter {
namespace {

std::int64_t allocations_of(std::int64_t frames) {
  Bench bench;
  bench.job.threads = 2;
  bench.source.duration = 400;
  bench.job.end_frame = frames;
  bench.add("color", "counter", {{"tape", "0"}, {"want", "planar"}});
  bench.add("half", "counter", {{"tape", "0"}, {"want", "grey16"}});
  const std::int64_t before = allocations;
  const bool done = bench.run().has_value();
  const std::int64_t count = allocations - before;
  REQUIRE(done);
  return count;
}

}  // namespace

TEST_CASE("four hundred frames allocate no more than forty", "[export][steady]") {
  (void)allocations_of(40);  // what is made once per program
  const std::int64_t few = allocations_of(40);
  const std::int64_t many = allocations_of(400);
  CHECK(few > 0);
  CHECK(many == few);
}

}  // namespace lattice::exporter
