// SVG path data: SVG 1.1 section 8.3 and SVG 2 section 9.3, the full grammar.
#pragma once
#include <string_view>

#include "base/result.h"
#include "image/path.h"

namespace lattice::image {

inline constexpr double kMaxPathCoordinate = 1e9;
inline constexpr std::size_t kMaxPathSegments = 1'000'000;

// "M10 10h80v80z" and the like; arcs become cubic curves, off by at most 3e-4 of their radius.
// Unlike SVG, which draws up to a mistake, a mistake is an error: `where` is "column 12" (bytes,
// from 1). Empty data is an empty path.
Result<Path> parse_path_data(std::string_view data);

}  // namespace lattice::image
