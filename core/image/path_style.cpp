#include "image/path_style.h"

namespace lattice::image {

const char* name_of(FillRule rule) { return rule == FillRule::nonzero ? "nonzero" : "evenodd"; }

const char* name_of(StrokeCap cap) {
  static constexpr const char* kNames[] = {"butt", "round", "square"};
  return kNames[static_cast<int>(cap)];
}

const char* name_of(StrokeJoin join) {
  static constexpr const char* kNames[] = {"miter", "round", "bevel"};
  return kNames[static_cast<int>(join)];
}

}  // namespace lattice::image
