#include "ir/node.h"

namespace lattice::ir {
namespace {

template <class Enum, std::size_t n>
const char* nth(const char* const (&names)[n], Enum value) {
  return names[static_cast<std::size_t>(value)];
}

constexpr const char* kRectLanes[] = {"x", "y", "width", "height", "radius"};
constexpr const char* kEllipseLanes[] = {"cx", "cy", "rx", "ry"};

}  // namespace

const char* name_of(NodeKind kind) {
  static constexpr const char* kNames[] = {"leaf",     "group",  "stack",
                                           "sequence", "switch", "comp_ref"};
  return nth(kNames, kind);
}

const char* name_of(MaskSource source) {
  static constexpr const char* kNames[] = {"node",         "asset",   "rect",
                                           "rounded_rect", "ellipse", "path"};
  return nth(kNames, source);
}

const char* name_of(MaskMode mode) {
  static constexpr const char* kNames[] = {"alpha", "luma", "stencil"};
  return nth(kNames, mode);
}

std::size_t lane_count(MaskSource source) {
  static constexpr std::size_t kCounts[] = {0, 0, 4, 5, 4, 0};
  return kCounts[static_cast<std::size_t>(source)];
}

const char* lane_name(MaskSource source, std::size_t lane) {
  return source == MaskSource::ellipse ? kEllipseLanes[lane] : kRectLanes[lane];
}

const char* name_of(Display display) {
  static constexpr const char* kNames[] = {"none", "flex", "grid"};
  return nth(kNames, display);
}

const char* name_of(Direction direction) {
  static constexpr const char* kNames[] = {"row", "column"};
  return nth(kNames, direction);
}

const char* name_of(Wrap wrap) {
  static constexpr const char* kNames[] = {"no_wrap", "wrap"};
  return nth(kNames, wrap);
}

const char* name_of(Position position) {
  static constexpr const char* kNames[] = {"relative", "absolute"};
  return nth(kNames, position);
}

const char* name_of(Align align) {
  static constexpr const char* kNames[] = {"normal",       "start",       "end",
                                           "center",       "stretch",     "space_between",
                                           "space_around", "space_evenly"};
  return nth(kNames, align);
}

}  // namespace lattice::ir
