#include "render/cpu/recolor.h"

#include <algorithm>
#include <array>

#include "image/transfer.h"

namespace lattice::render::cpu {
namespace {

// A curve on 0..1 as a table with linear interpolation; outside of it the curve itself.
// 4096 steps keep the sRGB curves within 2e-5, a two-hundredth of a code value.
class Curve {
 public:
  explicit Curve(double (*curve)(double)) : curve_(curve) {
    for (std::size_t i = 0; i < table_.size(); ++i)
      table_[i] = static_cast<float>(curve(static_cast<double>(i) / kSteps));
  }
  float operator()(float v) const {
    if (!(v >= 0 && v < 1)) return static_cast<float>(curve_(v));
    const float at = v * kSteps;
    const auto i = static_cast<std::size_t>(at);
    return table_[i] + (table_[i + 1] - table_[i]) * (at - static_cast<float>(i));
  }

 private:
  static constexpr int kSteps = 4096;
  std::array<float, kSteps + 1> table_;
  double (*curve_)(double);
};

// 0..1; NaN, which huge matrices can make, becomes 0.
float unit(float v) { return v > 0 ? std::min(v, 1.0f) : 0.0f; }

void apply(const plan::ColorMatrix& matrix, float (&c)[4]) {
  static const Curve kToLinear(image::srgb_to_linear), kToSrgb(image::linear_to_srgb);
  const bool linear = matrix.space == LATTICE_SPACE_LINEAR_SRGB;
  if (linear)
    for (int i = 0; i < 3; ++i) c[i] = kToLinear(c[i]);
  float out[4];
  for (std::size_t row = 0; row < 4; ++row) {
    const float* m = matrix.m.data() + row * 5;
    out[row] = m[0] * c[0] + m[1] * c[1] + m[2] * c[2] + m[3] * c[3] + m[4];
    if (matrix.clamp) out[row] = unit(out[row]);
  }
  for (int i = 0; i < 4; ++i) c[i] = linear && i < 3 ? kToSrgb(out[i]) : out[i];
}

std::uint8_t to_byte(float v) { return static_cast<std::uint8_t>(v * 255.0f + 0.5f); }

}  // namespace

void recolor_row(std::uint8_t* dst, const std::uint8_t* src, std::int32_t count,
                 std::span<const plan::ColorMatrix> matrices) {
  for (std::int32_t i = 0; i < count; ++i, src += 4, dst += 4) {
    float c[4] = {0, 0, 0, static_cast<float>(src[3]) / 255.0f};
    if (src[3] != 0)
      for (int k = 0; k < 3; ++k) c[k] = static_cast<float>(src[k]) / static_cast<float>(src[3]);
    for (const plan::ColorMatrix& matrix : matrices) apply(matrix, c);
    const float a = unit(c[3]);
    for (int k = 0; k < 3; ++k) dst[k] = to_byte(unit(c[k]) * a);
    dst[3] = to_byte(a);
  }
}

}  // namespace lattice::render::cpu
