// A picture to the bytes of a PNG file. The container is ours, the compression is not.
#pragma once
#include <lattice/type.h>

#include <cstdint>
#include <vector>

#include "png/deflate.h"
#include "png/filters.h"

namespace lattice::sinks::png {

struct Effort {
  FilterSet filters;
  Deflate deflate;
};

// Largest picture, filter bytes included: it must fit one IDAT chunk also when it does not
// compress.
inline constexpr std::uint64_t kMaxPictureBytes = std::uint64_t{1} << 30;

// Everything that one picture needs; kept from frame to frame by one thread at a time.
struct EncodeScratch {
  std::vector<std::uint8_t> filtered;
  std::vector<std::uint8_t> trial;
  std::vector<std::uint8_t> rows;  // two rows of big-endian samples
  std::vector<std::uint8_t> zeros;
  std::vector<std::uint8_t> file;  // the result
  Deflater deflater;
};

// Interleaved u8 with 1, 3 or 4 channels, or u16 with one. The file is in scratch.file: the
// same bytes for the same picture and effort.
void encode(const lattice_image& image, const Effort& effort, EncodeScratch& scratch);

}  // namespace lattice::sinks::png
