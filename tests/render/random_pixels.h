// Pixels for the tests of kernels.
#pragma once
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace lattice::test {

// Premultiplied RGBA8; a quarter of the alphas are 0 or 255.
inline std::vector<std::uint8_t> random_pixels(std::size_t pixels, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::uint8_t> out(4 * pixels);
  for (std::size_t i = 0; i < pixels; ++i) {
    const unsigned a = random() % 4 == 0 ? (random() % 2) * 255 : random() % 256;
    for (std::size_t c = 0; c < 3; ++c)
      out[4 * i + c] = static_cast<std::uint8_t>(random() % (a + 1));
    out[4 * i + 3] = static_cast<std::uint8_t>(a);
  }
  return out;
}

}  // namespace lattice::test
