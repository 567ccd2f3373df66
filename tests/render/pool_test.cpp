#include <cstring>

#include "render/scratch.h"
#include "render/surface_pool.h"
#include "support/catch.h"

using namespace lattice;
using render::Scratch;
using render::ScratchScope;
using render::SurfacePool;

TEST_CASE("a pool serves the same sizes without growing", "[render]") {
  SurfacePool pool(std::size_t{64} << 20);
  const image::Rect bounds{-5, -5, 300, 200};
  std::size_t after_first = 0;
  for (int frame = 0; frame < 300; ++frame) {
    const auto a = pool.acquire(image::kRgba8, bounds, bounds);
    const auto b = pool.acquire(image::kDepthF32, bounds, bounds);
    pool.release(a);
    pool.release(b);
    if (frame == 0) after_first = pool.bytes();
  }
  CHECK(pool.bytes() == after_first);
}

TEST_CASE("what is idle beyond the cap is given back", "[render]") {
  SurfacePool pool(100000);
  const image::Rect large{0, 0, 1000, 1000}, small{0, 0, 10, 10};
  const auto a = pool.acquire(image::kRgba8, large, large);
  const auto b = pool.acquire(image::kRgba8, small, small);
  CHECK(pool.bytes() >= 4000000);
  pool.release(a);
  pool.release(b);
  CHECK(pool.bytes() <= 100000);
}

TEST_CASE("a view of part of a picture keeps its pixels at their coordinates", "[render]") {
  SurfacePool pool(1 << 20);
  const image::Rect bounds{-100, -50, 900, 700}, valid{10, 20, 74, 30};
  const auto view = pool.acquire(image::kRgba8, bounds, valid);
  CHECK(image::bounds_of(view) == bounds);
  CHECK(image::from_abi(view.valid) == valid);
  for (std::int32_t y = valid.y0; y < valid.y1; ++y)
    std::memset(image::pixel(view, valid.x0, y), 7, 64 * 4);  // inside what was allocated
  pool.release(view);
}

TEST_CASE("scratch is used like a stack and keeps what it has", "[render]") {
  Scratch scratch;
  void* first = nullptr;
  for (int i = 0; i < 3; ++i) {
    const ScratchScope scope(scratch);
    void* a = scratch.allocate(100);
    void* b = scratch.allocate(std::size_t{3} << 20);  // larger than a block
    CHECK(reinterpret_cast<std::uintptr_t>(a) % 64 == 0);
    CHECK(a != b);
    if (i == 0) first = b;
    CHECK(b == first);
  }
}
