// Writes the small PNG and JPEG files that the tests read back, through the libraries' own
// encoders, and a place on disk for those that need one.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace lattice::assets::test {

using Bytes = std::vector<std::byte>;

// PNG's own numbers for colour types.
enum PngColour : int { kGrey = 0, kRgb = 2, kPalette = 3, kGreyAlpha = 4, kRgba = 6 };

struct PngSpec {
  std::uint32_t width = 1, height = 1;
  int colour = kRgba;
  int bits = 8;
  bool interlaced = false;
  std::vector<std::uint8_t> rows{};           // packed as PNG packs them, 16 bits big-endian
  std::vector<std::uint8_t> palette{};        // RGB triples
  std::vector<std::uint8_t> trans_alpha{};    // of palette entries
  std::vector<std::uint16_t> trans_colour{};  // one grey or three RGB samples
  double gamma = 0;                           // > 0: a gAMA chunk
};

Bytes png_file(const PngSpec& spec);

// Recomputes the checksum of every chunk, so that a change inside one gets past them.
void mend_png_checksums(Bytes& file);

struct JpegSpec {
  std::uint32_t width = 16, height = 16;
  int components = 3;      // 1 grey, 3 RGB input, 4 CMYK
  bool store_rgb = false;  // keep RGB instead of Y'CbCr
  bool progressive = false;
  bool subsampled = false;  // 4:2:0
  int quality = 95;
  std::vector<std::uint8_t> samples{};  // interleaved
  std::vector<std::uint8_t> app1{};     // payload of an APP1 marker
};

Bytes jpeg_file(const JpegSpec& spec);

// The payload of an Exif APP1 marker that holds nothing but an orientation.
std::vector<std::uint8_t> exif_payload(int orientation, bool big_endian);

// A folder of its own, gone with the object.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path path(const std::string& name) const { return path_ / name; }
  std::string write(const std::string& name, std::span<const std::byte> bytes) const;
  std::string write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

}  // namespace lattice::assets::test
