// The whole-number arithmetic of RGBA8 rows, one value at a time; rows.h has the formulas.
#pragma once
#include <cstdint>

namespace lattice::render::cpu {

inline std::uint32_t div255(std::uint32_t x) {
  const std::uint32_t t = x + 128;
  return (t + (t >> 8)) >> 8;
}

// 257 s w >> 16: s * w in 1/257ths, so that two of them can be added before rounding.
inline std::uint32_t product(std::uint32_t s, std::uint32_t w) { return (s * 257 * w) >> 16; }

inline std::uint32_t round257(std::uint32_t q) { return (q - (q >> 8) + 128) >> 8; }

inline std::uint32_t weigh(std::uint32_t s, std::uint32_t w) { return round257(product(s, w)); }

}  // namespace lattice::render::cpu
