// Tables that take premultiplied sRGB bytes to premultiplied linear light.
#pragma once
#include <cstdint>

namespace lattice::image {

// [alpha][colour]: linear light of colour / alpha (at most 1), multiplied by alpha / 255
// again. All 65536 pairs, so that no pixel pays for a power. 0 where alpha is 0.
struct PremulTables {
  float f32[256][256];
  std::uint16_t f16[256][256];  // the same, rounded once more to half
};

// Built by the first caller (some milliseconds), read by all threads afterwards.
const PremulTables& linear_premul_tables();

}  // namespace lattice::image
