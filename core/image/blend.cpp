#include "image/blend.h"

namespace lattice::image {

const char* name_of(Blend blend) {
  static constexpr const char* kNames[kBlends] = {
      "normal",      "multiply",   "screen",     "overlay",    "darken",      "lighten",
      "color_dodge", "color_burn", "soft_light", "hard_light", "difference",  "exclusion",
      "hue",         "saturation", "color",      "luminosity", "plus_lighter"};
  return kNames[static_cast<int>(blend)];
}

}  // namespace lattice::image
