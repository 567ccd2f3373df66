#include "assets/decode.h"

#include <algorithm>
#include <array>
#include <new>
#include <string_view>

namespace lattice::assets {
namespace {

struct Magic {
  std::size_t offset;
  std::string_view bytes;
  const char* name;
};

using namespace std::string_view_literals;

// Formats that people do try, so that the refusal can name what they have.
constexpr std::array kUnread{
    Magic{0, "GIF8"sv, "a GIF"},
    Magic{8, "WEBP"sv, "a WebP"},
    Magic{0, "BM"sv, "a BMP"},
    Magic{0, "II*\0"sv, "a TIFF"},
    Magic{0, "MM\0*"sv, "a TIFF"},
    Magic{4, "ftypavif"sv, "an AVIF"},
    Magic{4, "ftypheic"sv, "a HEIC"},
    Magic{0, "\x76\x2f\x31\x01"sv, "an OpenEXR"},
    Magic{0, "8BPS"sv, "a Photoshop"},
    Magic{0, "\xff\x0a"sv, "a JPEG XL"},
    Magic{4, "JXL "sv, "a JPEG XL"},
    Magic{4, "jP  "sv, "a JPEG 2000"},
    Magic{0, "<svg"sv, "an SVG"},
    Magic{0, "<?xml"sv, "an XML or SVG"},
    Magic{4, "ftyp"sv, "an MP4 or QuickTime"},
};

bool has_magic(std::span<const std::byte> file, std::size_t offset, std::string_view magic) {
  if (file.size() < offset + magic.size()) return false;
  return std::equal(magic.begin(), magic.end(), file.begin() + static_cast<std::ptrdiff_t>(offset),
                    [](char a, std::byte b) { return static_cast<std::byte>(a) == b; });
}

Failure refuse_format(std::span<const std::byte> file) {
  const auto known = std::find_if(kUnread.begin(), kUnread.end(), [&](const Magic& m) {
    return has_magic(file, m.offset, m.bytes);
  });
  const std::string is = known == kUnread.end() ? std::string("is not a picture of a known format")
                                                : std::string("is ") + known->name +
                                                      " file, which this version does not read";
  return fail(Code::asset, "", is + "; convert it to PNG or JPEG");
}

}  // namespace

Result<void> check_size(std::uint32_t width, std::uint32_t height) {
  const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
  if (width == 0 || height == 0)
    return fail(Code::asset, "", "is damaged: it claims a size of " + size + "; replace it");
  if (width > kMaxSidePixels || height > kMaxSidePixels ||
      std::uint64_t{width} * height * 4 > kMaxPixelBytes)
    return fail(Code::asset, "",
                "has " + size + ", more than the " + std::to_string(kMaxSidePixels) +
                    " a side that are read; use a smaller picture");
  return {};
}

Result<Decoded> decode_image(std::span<const std::byte> file) {
  try {
    if (has_magic(file, 0, "\x89PNG\r\n\x1a\n"sv)) return decode_png(file);
    if (has_magic(file, 0, "\xff\xd8\xff"sv)) return decode_jpeg(file);
    return refuse_format(file);
  } catch (const std::bad_alloc&) {
    return fail(Code::asset, "", "does not fit into memory; use a smaller picture");
  }
}

}  // namespace lattice::assets
