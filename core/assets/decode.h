// Picture files in memory to pixels. Reentrant: several threads may decode at once. Errors
// have Code::asset and no `where`: the caller knows the asset and the file.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "image/buffer.h"

namespace lattice::assets {

inline constexpr std::uint32_t kMaxSidePixels = 16384;
inline constexpr std::uint64_t kMaxPixelBytes = std::uint64_t{1} << 30;

struct Decoded {
  image::Buffer pixels;  // premultiplied RGBA8, bounds (0, 0, w, h)
  bool opaque = false;   // every alpha is 255
};

// Picks the decoder by the first bytes of the file; its name plays no part.
Result<Decoded> decode_image(std::span<const std::byte> file);

// Grey, RGB, RGBA and palette of every bit depth, transparent colours, interlaced or not.
// Gamma and profile chunks are ignored: samples are taken as sRGB.
Result<Decoded> decode_png(std::span<const std::byte> file);

// 8-bit grey, Y'CbCr and RGB, sequential or progressive; upright after its Exif orientation.
Result<Decoded> decode_jpeg(std::span<const std::byte> file);

// To be called before pixels are allocated.
Result<void> check_size(std::uint32_t width, std::uint32_t height);

}  // namespace lattice::assets
