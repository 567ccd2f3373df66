#include "image/premul_tables.h"

#include <algorithm>

#include "image/half.h"
#include "image/transfer.h"

namespace lattice::image {
namespace {

const PremulTables* build_tables() {
  static PremulTables tables;
  for (int a = 1; a < 256; ++a) {
    for (int c = 0; c < 256; ++c) {
      const double straight = std::min(1.0, static_cast<double>(c) / a);
      const auto light = static_cast<float>(srgb_to_linear(straight) * a / 255);
      tables.f32[a][c] = light;
      tables.f16[a][c] = half_from_float(light);
    }
  }
  return &tables;
}

}  // namespace

const PremulTables& linear_premul_tables() {
  static const PremulTables* const tables = build_tables();
  return *tables;
}

}  // namespace lattice::image
