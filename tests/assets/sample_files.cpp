#include "assets/sample_files.h"

#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>
#include <png.h>
#include <stdlib.h>

#include <array>
#include <fstream>
#include <stdexcept>

namespace lattice::assets::test {
namespace {

[[noreturn]] void on_png_error(png_structp, png_const_charp text) {
  throw std::runtime_error(text);
}

void append(png_structp png, png_bytep data, std::size_t size) {
  auto& out = *static_cast<Bytes*>(png_get_io_ptr(png));
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  out.insert(out.end(), bytes, bytes + size);
}

void set_transparency(png_structp png, png_infop info, const PngSpec& spec) {
  if (!spec.trans_alpha.empty())
    png_set_tRNS(png, info, const_cast<png_bytep>(spec.trans_alpha.data()),
                 static_cast<int>(spec.trans_alpha.size()), nullptr);
  if (spec.trans_colour.empty()) return;
  png_color_16 colour{};
  colour.gray = colour.red = spec.trans_colour[0];
  if (spec.trans_colour.size() == 3)
    colour.green = spec.trans_colour[1], colour.blue = spec.trans_colour[2];
  png_set_tRNS(png, info, nullptr, 0, &colour);
}

std::uint32_t crc_of(std::span<const std::byte> bytes) {
  std::uint32_t crc = ~0u;
  for (const std::byte b : bytes) {
    crc ^= static_cast<std::uint32_t>(b);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1u ? 0xedb88320u : 0u);
  }
  return ~crc;
}

}  // namespace

Bytes png_file(const PngSpec& spec) {
  Bytes out;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, on_png_error, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(png, &out, append, [](png_structp) {});
  png_set_IHDR(png, info, spec.width, spec.height, spec.bits, spec.colour,
               spec.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  std::vector<png_color> palette;
  for (std::size_t i = 0; i + 2 < spec.palette.size(); i += 3)
    palette.push_back({spec.palette[i], spec.palette[i + 1], spec.palette[i + 2]});
  if (!palette.empty()) png_set_PLTE(png, info, palette.data(), static_cast<int>(palette.size()));
  set_transparency(png, info, spec);
  if (spec.gamma > 0) png_set_gAMA(png, info, spec.gamma);
  png_write_info(png, info);
  std::vector<png_bytep> rows;
  for (std::uint32_t y = 0; y < spec.height; ++y)
    rows.push_back(const_cast<png_bytep>(spec.rows.data() + y * png_get_rowbytes(png, info)));
  png_write_image(png, rows.data());
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return out;
}

void mend_png_checksums(Bytes& file) {
  std::size_t at = 8;
  while (at + 12 <= file.size()) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i)
      length = length << 8 | static_cast<std::size_t>(file[at + i]);
    if (length > file.size() - at - 12) return;
    const std::uint32_t crc = crc_of(std::span(file).subspan(at + 4, length + 4));
    for (std::size_t i = 0; i < 4; ++i)
      file[at + 8 + length + i] = static_cast<std::byte>(crc >> (24 - 8 * i));
    at += length + 12;
  }
}

Bytes jpeg_file(const JpegSpec& spec) {
  jpeg_compress_struct codec{};
  jpeg_error_mgr errors{};
  codec.err = jpeg_std_error(&errors);
  jpeg_create_compress(&codec);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&codec, &memory, &size);
  codec.image_width = spec.width;
  codec.image_height = spec.height;
  codec.input_components = spec.components;
  codec.in_color_space = spec.components == 1   ? JCS_GRAYSCALE
                         : spec.components == 3 ? JCS_RGB
                                                : JCS_CMYK;
  jpeg_set_defaults(&codec);
  if (spec.store_rgb) jpeg_set_colorspace(&codec, JCS_RGB);
  jpeg_set_quality(&codec, spec.quality, TRUE);
  codec.dct_method = JDCT_ISLOW;
  if (spec.components == 3 && !spec.subsampled)
    codec.comp_info[0].h_samp_factor = codec.comp_info[0].v_samp_factor = 1;
  if (spec.progressive) jpeg_simple_progression(&codec);
  jpeg_start_compress(&codec, TRUE);
  if (!spec.app1.empty())
    jpeg_write_marker(&codec, JPEG_APP0 + 1, spec.app1.data(),
                      static_cast<unsigned>(spec.app1.size()));
  const std::size_t row_bytes = std::size_t{spec.width} * static_cast<std::size_t>(spec.components);
  while (codec.next_scanline < codec.image_height) {
    auto* row = const_cast<JSAMPROW>(spec.samples.data() + codec.next_scanline * row_bytes);
    jpeg_write_scanlines(&codec, &row, 1);
  }
  jpeg_finish_compress(&codec);
  jpeg_destroy_compress(&codec);
  const auto* bytes = reinterpret_cast<const std::byte*>(memory);
  Bytes out(bytes, bytes + size);
  std::free(memory);
  return out;
}

std::vector<std::uint8_t> exif_payload(int orientation, bool big_endian) {
  std::vector<std::uint8_t> out{'E', 'x', 'i', 'f', 0, 0};
  const auto put = [&](std::uint32_t value, int size) {
    for (int i = 0; i < size; ++i)
      out.push_back(static_cast<std::uint8_t>(value >> (8 * (big_endian ? size - 1 - i : i))));
  };
  out.push_back(big_endian ? 'M' : 'I');
  out.push_back(big_endian ? 'M' : 'I');
  put(42, 2), put(8, 4);  // the first directory follows
  put(2, 2);              // entries
  put(0x0100, 2), put(3, 2), put(1, 4), put(16, 2), put(0, 2);
  put(0x0112, 2), put(3, 2), put(1, 4), put(static_cast<std::uint32_t>(orientation), 2), put(0, 2);
  put(0, 4);  // no further directory
  return out;
}

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "lattice-assets-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = std::filesystem::canonical(name);
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string Folder::write(const std::string& name, std::span<const std::byte> bytes) const {
  std::ofstream file(path_ / name, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  return (path_ / name).string();
}

std::string Folder::write(const std::string& name, const std::string& text) const {
  return write(name, std::as_bytes(std::span(text)));
}

}  // namespace lattice::assets::test
