// How paths are filled and stroked, as SVG says it.
#pragma once
#include <cstdint>

namespace lattice::image {

// By winding number: other than 0, or odd.
enum class FillRule : std::uint8_t { nonzero, evenodd };
// At both ends of an open subpath: nothing; half a circle; half a square.
enum class StrokeCap : std::uint8_t { butt, round, square };
enum class StrokeJoin : std::uint8_t { miter, round, bevel };

// As the format writes them.
const char* name_of(FillRule rule);
const char* name_of(StrokeCap cap);
const char* name_of(StrokeJoin join);

}  // namespace lattice::image
