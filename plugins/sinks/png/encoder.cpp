#include "png/encoder.h"

#include <array>
#include <cassert>
#include <string_view>

#include "common/streams.h"

namespace lattice::sinks::png {
namespace {

// Color types of IHDR.
constexpr std::uint8_t kGrey = 0, kRgb = 2, kRgba = 6;

void put_u32(std::vector<std::uint8_t>& file, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    file.push_back(static_cast<std::uint8_t>(value >> shift));
}

// Starts a chunk and returns where; end_chunk() fills its length in.
std::size_t begin_chunk(std::vector<std::uint8_t>& file, std::string_view name) {
  const std::size_t start = file.size();
  put_u32(file, 0);
  file.insert(file.end(), name.begin(), name.end());
  return start;
}

void end_chunk(std::vector<std::uint8_t>& file, std::size_t start) {
  const auto size = static_cast<std::uint32_t>(file.size() - start - 8);
  for (std::size_t i = 0; i < 4; ++i)
    file[start + i] = static_cast<std::uint8_t>(size >> (24 - 8 * i));
  put_u32(file, crc32(file.data() + start + 4, file.size() - start - 4));
}

void put_header(std::vector<std::uint8_t>& file, const lattice_image& image) {
  constexpr std::array<std::uint8_t, 8> kSignature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  file.assign(kSignature.begin(), kSignature.end());
  const lattice_type& type = image.type;
  const std::size_t header = begin_chunk(file, "IHDR");
  put_u32(file, static_cast<std::uint32_t>(image.bounds.x1 - image.bounds.x0));
  put_u32(file, static_cast<std::uint32_t>(image.bounds.y1 - image.bounds.y0));
  file.push_back(type.dtype == LATTICE_U16 ? 16 : 8);
  file.push_back(type.channels == 1 ? kGrey : type.channels == 3 ? kRgb : kRgba);
  file.insert(file.end(), {0, 0, 0});  // deflate, the five filters, not interlaced
  end_chunk(file, header);
  if (!is_color(type)) return;
  const std::size_t srgb = begin_chunk(file, "sRGB");
  file.push_back(0);  // rendering intent: perceptual
  end_chunk(file, srgb);
}

void swap_bytes(const std::byte* src, std::uint8_t* dst, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; i += 2) {
    dst[i] = static_cast<std::uint8_t>(src[i + 1]);
    dst[i + 1] = static_cast<std::uint8_t>(src[i]);
  }
}

void filter_picture(const lattice_image& image, FilterSet filters, EncodeScratch& scratch) {
  const bool wide = image.type.dtype == LATTICE_U16;
  const std::size_t pixel_bytes = image.type.channels * (wide ? 2u : 1u);
  const auto width = static_cast<std::size_t>(image.bounds.x1 - image.bounds.x0);
  const std::int32_t height = image.bounds.y1 - image.bounds.y0;
  const std::size_t row_bytes = width * pixel_bytes;
  scratch.filtered.resize((row_bytes + 1) * static_cast<std::size_t>(height));
  scratch.trial.resize(row_bytes);
  scratch.zeros.assign(row_bytes, 0);
  scratch.rows.resize(wide ? 2 * row_bytes : 0);

  const std::uint8_t* above = scratch.zeros.data();
  std::uint8_t* dst = scratch.filtered.data();
  for (std::int32_t y = 0; y < height; ++y, dst += row_bytes + 1) {
    const std::byte* src = row_of(image, y);
    const auto* row = reinterpret_cast<const std::uint8_t*>(src);
    if (wide) {
      std::uint8_t* swapped = scratch.rows.data() + (y % 2 == 0 ? 0 : row_bytes);
      swap_bytes(src, swapped, row_bytes);
      row = swapped;
    }
    filter_row(filters, row, above, dst, row_bytes, pixel_bytes, scratch.trial);
    above = row;
  }
}

}  // namespace

void encode(const lattice_image& image, const Effort& effort, EncodeScratch& scratch) {
  assert(image.type.layout == LATTICE_INTERLEAVED && image.type.channels != 2);
  filter_picture(image, effort.filters, scratch);
  put_header(scratch.file, image);
  const std::size_t pixels = begin_chunk(scratch.file, "IDAT");
  scratch.deflater.compress(effort.deflate, scratch.filtered, scratch.file);
  end_chunk(scratch.file, pixels);
  end_chunk(scratch.file, begin_chunk(scratch.file, "IEND"));
}

}  // namespace lattice::sinks::png
