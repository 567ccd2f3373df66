// Conversions between working types and what sinks ask for: alpha association, sRGB and
// linear, integer and float, RGB to Y'CbCr. Row-wise, no allocation, any thread.
#pragma once
#include <string>

#include "base/result.h"
#include "image/buffer.h"

namespace lattice::image {

// Can convert() go from `src` to `dst`? The error says what is missing.
Result<void> check_conversion(const Type& src, const Type& dst);

// Fills `area` of dst from src, whose bounds contain it; the types must have passed
// check_conversion(). With 4:2:0 or 4:2:2 targets, area.x0, area.y0 relative to the
// bounds' corner are even, and area.x1, area.y1 too unless they are the bounds' end. Left
// siting also reads the column before `area`: where src lacks it, area's first is repeated.
void convert(const View& src, const View& dst, const Rect& area);

// "rgba u8 premultiplied srgb", for messages.
std::string describe(const Type& type);

}  // namespace lattice::image
