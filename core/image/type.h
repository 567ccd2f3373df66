// The one value type (lattice/type.h) with the names the core uses for it.
#pragma once
#include <lattice/type.h>

#include <cstddef>
#include <cstdint>

namespace lattice::image {

using Type = lattice_type;

constexpr bool same_type(const Type& a, const Type& b) {
  return a.dtype == b.dtype && a.channels == b.channels && a.alpha == b.alpha &&
         a.layout == b.layout && a.subsampling == b.subsampling && a.bits == b.bits &&
         a.range == b.range && a.siting == b.siting && a.space == b.space;
}

constexpr std::size_t sample_bytes(std::uint8_t dtype) {
  switch (dtype) {
    case LATTICE_U8: return 1;
    case LATTICE_U16:
    case LATTICE_F16: return 2;
    case LATTICE_U32:
    case LATTICE_F32: return 4;
    default: return 0;
  }
}

// Bytes of one pixel in plane 0: all channels when interleaved, one otherwise.
constexpr std::size_t pixel_bytes(const Type& t) {
  return sample_bytes(t.dtype) * (t.layout == LATTICE_INTERLEAVED ? t.channels : 1u);
}

constexpr Type interleaved(std::uint8_t dtype, std::uint8_t channels, std::uint8_t alpha,
                           std::uint16_t space) {
  Type t{};
  t.dtype = dtype;
  t.channels = channels;
  t.alpha = alpha;
  t.space = space;
  return t;
}

// Premultiplied RGBA bytes in sRGB code values: what "srgb8" sessions composite in.
inline constexpr Type kRgba8 = interleaved(LATTICE_U8, 4, LATTICE_ALPHA_PREMUL, LATTICE_SPACE_SRGB);
// One float per pixel that is not a colour: depth.
inline constexpr Type kDepthF32 =
    interleaved(LATTICE_F32, 1, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);

}  // namespace lattice::image
