// Small pictures for the conversion tests.
#pragma once
#include <cstdint>

#include "image/buffer.h"

namespace lattice::image::test {

// The same sequence everywhere; not for statistics.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::uint32_t next() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::uint32_t>(state_ >> 33);
  }
  std::uint32_t below(std::uint32_t n) { return next() % n; }

 private:
  std::uint64_t state_;
};

inline std::uint8_t* rgba(const Buffer& b, std::int32_t x, std::int32_t y) {
  return reinterpret_cast<std::uint8_t*>(pixel(b.view(), x, y));
}

// Premultiplied noise with runs of opaque and of empty pixels.
inline Buffer noise(const Rect& bounds, std::uint64_t seed) {
  Buffer out(kRgba8, bounds);
  Random random(seed);
  for (std::int32_t y = bounds.y0; y < bounds.y1; ++y) {
    for (std::int32_t x = bounds.x0; x < bounds.x1; ++x) {
      const std::uint32_t zone = static_cast<std::uint32_t>((x - bounds.x0) / 24 + y) % 3;
      const std::uint32_t a = zone == 0 ? 255 : zone == 1 ? 0 : random.below(256);
      for (int c = 0; c < 3; ++c)
        rgba(out, x, y)[c] = static_cast<std::uint8_t>(random.below(a + 1));
      rgba(out, x, y)[3] = static_cast<std::uint8_t>(a);
    }
  }
  return out;
}

inline Type planar_ycbcr(std::uint16_t space, std::uint8_t range, std::uint8_t subsampling,
                         std::uint8_t siting) {
  Type t{};
  t.dtype = LATTICE_U8;
  t.channels = 3;
  t.layout = LATTICE_PLANAR;
  t.subsampling = subsampling;
  t.range = range;
  t.siting = siting;
  t.space = space;
  return t;
}

}  // namespace lattice::image::test
