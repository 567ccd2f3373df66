// Colours as they are written: straight RGBA, nominally 0..1, in the working space.
#pragma once
#include <array>
#include <cmath>
#include <cstdint>

namespace lattice::image {

struct Color {
  double r = 0, g = 0, b = 0, a = 0;
  friend bool operator==(const Color&, const Color&) = default;
};

// v in 0..1 to 0..255, rounded to nearest; NaN becomes 0.
inline std::uint8_t to_u8(double v) {
  if (!(v > 0)) return 0;
  return v >= 1 ? 255 : static_cast<std::uint8_t>(std::floor(v * 255 + 0.5));
}

// Bytes first, then round(c * a / 255): the rule of srgb8 for generated colours.
inline std::array<std::uint8_t, 4> to_premul_rgba8(const Color& c) {
  const std::uint32_t a = to_u8(c.a);
  const auto mul = [a](double v) { return static_cast<std::uint8_t>((to_u8(v) * a + 127) / 255); };
  return {mul(c.r), mul(c.g), mul(c.b), static_cast<std::uint8_t>(a)};
}

}  // namespace lattice::image
