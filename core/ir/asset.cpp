#include "ir/asset.h"

#include <iterator>

namespace lattice::ir {
namespace {

template <class Enum, std::size_t n>
const char* pick(const char* const (&names)[n], Enum value) {
  return names[static_cast<std::size_t>(value)];
}

}  // namespace

const char* name_of(AssetKind kind) {
  static constexpr const char* kNames[] = {"image", "solid_rect", "video",     "audio",
                                           "svg",   "path",       "text",      "gradient",
                                           "noise", "mesh",       "particles", "null"};
  static_assert(std::size(kNames) == kAssetKinds);
  return pick(kNames, kind);
}

const char* name_of(MediaEnd end) {
  static constexpr const char* kNames[] = {"hold", "loop", "blank"};
  return pick(kNames, end);
}

const char* name_of(FontStyle style) {
  static constexpr const char* kNames[] = {"normal", "italic", "oblique"};
  return pick(kNames, style);
}

const char* name_of(TextAlign align) {
  static constexpr const char* kNames[] = {"left", "center", "right", "justify"};
  return pick(kNames, align);
}

const char* name_of(TextOrigin origin) {
  static constexpr const char* kNames[] = {"top_left", "baseline"};
  return pick(kNames, origin);
}

const char* name_of(TextUnit unit) {
  static constexpr const char* kNames[] = {"character", "word", "line"};
  return pick(kNames, unit);
}

const char* name_of(UnitOrder order) {
  static constexpr const char* kNames[] = {"forward", "reverse", "center", "random"};
  return pick(kNames, order);
}

const char* name_of(GradientKind kind) {
  static constexpr const char* kNames[] = {"linear", "radial", "conic"};
  return pick(kNames, kind);
}

const char* name_of(NoiseKind kind) {
  static constexpr const char* kNames[] = {"value", "perlin", "simplex"};
  return pick(kNames, kind);
}

const char* name_of(EmitterShape shape) {
  static constexpr const char* kNames[] = {"point", "line", "rect", "ellipse"};
  return pick(kNames, shape);
}

}  // namespace lattice::ir
