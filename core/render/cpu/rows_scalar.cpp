#include <algorithm>

#include "render/cpu/rows.h"

namespace lattice::render::cpu {
namespace {

std::uint32_t div255(std::uint32_t x) {
  const std::uint32_t t = x + 128;
  return (t + (t >> 8)) >> 8;
}

// 257 s w >> 16: s * w in 1/257ths, so that two of them can be added before rounding.
std::uint32_t product(std::uint32_t s, std::uint32_t w) { return (s * 257 * w) >> 16; }

std::uint32_t round257(std::uint32_t q) { return (q - (q >> 8) + 128) >> 8; }

void over(std::uint8_t* dst, const std::uint8_t* src, std::size_t pixels, std::uint16_t weight) {
  for (std::size_t i = 0; i < pixels; ++i, dst += 4, src += 4) {
    std::uint32_t s[4];
    for (int c = 0; c < 4; ++c) s[c] = round257(product(src[c], weight));
    for (int c = 0; c < 4; ++c)
      dst[c] = static_cast<std::uint8_t>(std::min(255u, s[c] + div255(dst[c] * (255 - s[3]))));
  }
}

void mix(std::uint8_t* dst, const std::uint8_t* from, const std::uint8_t* to, std::size_t pixels,
         std::uint16_t from_weight, std::uint16_t to_weight) {
  for (std::size_t i = 0; i < 4 * pixels; ++i) {
    const std::uint32_t q = product(from[i], from_weight) + product(to[i], to_weight);
    dst[i] = static_cast<std::uint8_t>(round257(std::min(q, 65535u)));
  }
}

}  // namespace

const RowKernels& scalar_rows() {
  static constexpr RowKernels kRows{over, mix, "scalar"};
  return kRows;
}

#ifndef LATTICE_HAVE_SIMD
const RowKernels& best_rows() { return scalar_rows(); }
#endif

}  // namespace lattice::render::cpu
