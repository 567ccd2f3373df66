// How a picture meets what is below it: W3C Compositing and Blending Level 1, and plus_lighter of
// Level 2. The formulas are in render/cpu/blend.h.
#pragma once
#include <cstddef>
#include <cstdint>

namespace lattice::image {

enum class Blend : std::uint8_t {
  normal,
  multiply,
  screen,
  overlay,
  darken,
  lighten,
  color_dodge,
  color_burn,
  soft_light,
  hard_light,
  difference,
  exclusion,
  hue,
  saturation,
  color,
  luminosity,
  plus_lighter
};
inline constexpr std::size_t kBlends = 17;

// As the format writes it.
const char* name_of(Blend blend);

}  // namespace lattice::image
