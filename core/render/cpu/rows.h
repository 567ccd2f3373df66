// Kernels over one row of premultiplied RGBA8. Every implementation gives the same bits:
// the arithmetic is spelled out here, in 16-bit integers, and SIMD only does more of it
// at a time.
//
//   div255(x)    = (t + (t >> 8)) >> 8, t = x + 128         exact round(x / 255)
//   weigh(s, w)  = (q - (q >> 8) + 128) >> 8, q = (257 s w) >> 16
//                  s times w / 65535, within 0.51 of the exact product; w = 65535 is s
#pragma once
#include <cstddef>
#include <cstdint>

namespace lattice::render::cpu {

// A factor in 0..1 as a 16-bit weight.
inline std::uint16_t weight16(double factor) {
  if (!(factor > 0)) return 0;
  return factor >= 1 ? 65535 : static_cast<std::uint16_t>(factor * 65535 + 0.5);
}

struct RowKernels {
  // dst = weigh(src, weight) over dst:  s + div255(d * (255 - s.a)), saturating.
  void (*over)(std::uint8_t* dst, const std::uint8_t* src, std::size_t pixels,
               std::uint16_t weight);
  // dst = round((from * from_weight + to * to_weight) / 65535), saturating: one rounding.
  void (*mix)(std::uint8_t* dst, const std::uint8_t* from, const std::uint8_t* to,
              std::size_t pixels, std::uint16_t from_weight, std::uint16_t to_weight);
  const char* name;  // "scalar", "AVX2", ...
};

// The plain versions, which the others are tested against.
const RowKernels& scalar_rows();
// The fastest that this CPU runs; the plain ones in builds without SIMD.
const RowKernels& best_rows();

}  // namespace lattice::render::cpu
