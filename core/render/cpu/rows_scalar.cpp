#include <algorithm>

#include "render/cpu/rows.h"
#include "render/cpu/weigh.h"

namespace lattice::render::cpu {
namespace {

void over(std::uint8_t* dst, const std::uint8_t* src, std::size_t pixels, std::uint16_t weight) {
  for (std::size_t i = 0; i < pixels; ++i, dst += 4, src += 4) {
    std::uint32_t s[4];
    for (int c = 0; c < 4; ++c) s[c] = weigh(src[c], weight);
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
