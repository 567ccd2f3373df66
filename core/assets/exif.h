// The one Exif tag that changes pixels.
#pragma once
#include <cstddef>
#include <span>

#include "image/buffer.h"

namespace lattice::assets {

// 1..8 as Exif numbers them; 1 (upright) when `app1`, the payload of a JPEG's APP1
// marker, holds no valid orientation.
int exif_orientation(std::span<const std::byte> app1);

// The picture as it is to be seen. `orientation` in 1..8.
image::Buffer upright(image::Buffer pixels, int orientation);

}  // namespace lattice::assets
