#include "render/cpu/recolor.h"

#include <cmath>
#include <random>
#include <vector>

#include "image/transfer.h"
#include "support/catch.h"

using namespace lattice;

namespace {

constexpr double kMaxRecolorError = 0.51;        // code values: one rounding, in float
constexpr double kMaxLinearRecolorError = 0.53;  // and the tables of the curves

plan::ColorMatrix saturation(float s, std::uint16_t space) {
  plan::ColorMatrix out;
  out.m = {0.213f + 0.787f * s,
           0.715f - 0.715f * s,
           0.072f - 0.072f * s,
           0,
           0,
           0.213f - 0.213f * s,
           0.715f + 0.285f * s,
           0.072f - 0.072f * s,
           0,
           0,
           0.213f - 0.213f * s,
           0.715f - 0.715f * s,
           0.072f + 0.928f * s,
           0,
           0,
           0,
           0,
           0,
           1,
           0};
  out.space = space;
  return out;
}

double worst_error(const plan::ColorMatrix& matrix, bool linear) {
  std::mt19937 random(1);
  double worst = 0;
  for (int i = 0; i < 20000; ++i) {
    const unsigned a = random() % 256;
    std::uint8_t p[4] = {0, 0, 0, static_cast<std::uint8_t>(a)}, out[4];
    for (int c = 0; c < 3; ++c) p[c] = static_cast<std::uint8_t>(random() % (a + 1));
    render::cpu::recolor_row(out, p, 1, {&matrix, 1});
    for (std::size_t c = 0; c < 3; ++c) {
      double sum = 0;
      for (std::size_t k = 0; k < 3; ++k) {
        const double straight = a == 0 ? 0 : p[k] / static_cast<double>(a);
        sum += static_cast<double>(matrix.m[5 * c + k]) *
               (linear ? image::srgb_to_linear(straight) : straight);
      }
      sum = linear ? image::linear_to_srgb(sum) : sum;
      worst = std::max(worst, std::abs(out[c] - std::min(std::max(sum, 0.0), 1.0) * a));
    }
    REQUIRE(out[3] == a);
  }
  return worst;
}

}  // namespace

TEST_CASE("a matrix is applied to straight colour and rounded once", "[render]") {
  CHECK(worst_error(saturation(1.7f, 0), false) <= kMaxRecolorError);
  CHECK(worst_error(saturation(1.7f, LATTICE_SPACE_LINEAR_SRGB), true) <= kMaxLinearRecolorError);
}

TEST_CASE("a clamp between two matrices cuts, none does not", "[render]") {
  plan::ColorMatrix twice{}, half{};
  for (std::size_t i = 0; i < 3; ++i) twice.m[6 * i] = 2, half.m[6 * i] = 0.5f;
  twice.m[18] = half.m[18] = 1;
  const std::uint8_t p[4] = {200, 100, 0, 255};
  std::uint8_t out[4];
  plan::ColorMatrix run[2] = {twice, half};
  render::cpu::recolor_row(out, p, 1, run);
  CHECK(out[0] == 200);
  run[0].clamp = true;
  render::cpu::recolor_row(out, p, 1, run);
  CHECK(out[0] == 128);
  CHECK(out[1] == 100);
}

TEST_CASE("a constant lifts transparent pixels too, and stays premultiplied", "[render]") {
  plan::ColorMatrix red{};
  red.m[4] = 1;
  red.m[19] = 0.5f;
  const std::uint8_t p[4] = {0, 0, 0, 0};
  std::uint8_t out[4];
  render::cpu::recolor_row(out, p, 1, {&red, 1});
  CHECK(out[0] == 128);
  CHECK(out[1] == 0);
  CHECK(out[3] == 128);
}
