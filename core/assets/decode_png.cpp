// PNG through libpng. Its errors arrive by longjmp, so every function that calls it holds
// nothing with a destructor.
#include <png.h>

#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <vector>

#include "assets/decode.h"

namespace lattice::assets {
namespace {

class PngFile {
 public:
  explicit PngFile(std::span<const std::byte> bytes) : unread_(bytes) {
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, on_error, on_warning);
    info_ = png_ ? png_create_info_struct(png_) : nullptr;
  }
  ~PngFile() { png_destroy_read_struct(&png_, &info_, nullptr); }
  PngFile(const PngFile&) = delete;
  PngFile& operator=(const PngFile&) = delete;

  bool is_open() const { return info_ != nullptr; }
  const char* message() const { return message_; }
  std::uint32_t width() const { return png_get_image_width(png_, info_); }
  std::uint32_t height() const { return png_get_image_height(png_, info_); }
  // Bytes of the samples as stored, before any expansion.
  std::uint64_t stored_bytes() const { return stored_bytes_; }

  bool read_header() {
    if (setjmp(png_jmpbuf(png_))) return false;
    png_set_read_fn(png_, this, on_read);
    // A damaged tRNS would otherwise make a picture opaque without a word.
    png_set_crc_action(png_, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    // check_size() speaks for itself, after the header has proved to be whole.
    png_set_user_limits(png_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_read_info(png_, info_);
    stored_bytes_ = std::uint64_t{png_get_rowbytes(png_, info_)} * height();
    return true;
  }

  // Rows come as RGBA8 from now on.
  bool ask_for_rgba8() {
    if (setjmp(png_jmpbuf(png_))) return false;
    const bool has_alpha = (png_get_color_type(png_, info_) & PNG_COLOR_MASK_ALPHA) != 0 ||
                           png_get_valid(png_, info_, PNG_INFO_tRNS) != 0;
    png_set_expand(png_);
    png_set_scale_16(png_);
    png_set_gray_to_rgb(png_);
    if (!has_alpha) png_set_add_alpha(png_, 0xff, PNG_FILLER_AFTER);
    png_set_interlace_handling(png_);
    png_read_update_info(png_, info_);
    if (png_get_rowbytes(png_, info_) != std::size_t{4} * width())
      png_error(png_, "unexpected pixel format");
    return true;
  }

  bool read_rows(png_bytepp rows) {
    if (setjmp(png_jmpbuf(png_))) return false;
    png_read_image(png_, rows);
    png_read_end(png_, nullptr);
    return true;
  }

 private:
  static PngFile& self(png_const_structp png) {
    return *static_cast<PngFile*>(png_get_error_ptr(png));
  }

  [[noreturn]] static void on_error(png_structp png, png_const_charp text) {
    std::snprintf(self(png).message_, sizeof self(png).message_, "%s", text);
    std::longjmp(png_jmpbuf(png), 1);
  }

  static void on_warning(png_structp, png_const_charp) {}

  static void on_read(png_structp png, png_bytep to, std::size_t size) {
    std::span<const std::byte>& unread = self(png).unread_;
    if (unread.size() < size) png_error(png, "the file ends too early");
    std::memcpy(to, unread.data(), size);
    unread = unread.subspan(size);
  }

  std::span<const std::byte> unread_;
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
  std::uint64_t stored_bytes_ = 0;
  char message_[160] = "unknown error";
};

Failure damaged(const char* message) {
  return fail(Code::asset, "",
              std::string("is a damaged PNG (libpng: ") + message + "); replace the file");
}

// A deflate stream grows at most 1032-fold, so a file too small for its claimed size is
// known to be damaged before its pixels are allocated.
bool can_hold(std::span<const std::byte> file, std::uint64_t stored_bytes) {
  constexpr std::uint64_t kMostPerByte = 1032;
  return stored_bytes <= file.size() * kMostPerByte;
}

// c = round(c * a / 255), in place. True when every alpha is 255.
bool premultiply(const image::View& view) {
  const image::Rect bounds = image::bounds_of(view);
  std::uint32_t all = 255;
  for (std::int32_t y = 0; y < bounds.height(); ++y) {
    auto* p = reinterpret_cast<std::uint8_t*>(image::pixel(view, 0, y));
    for (std::int32_t x = 0; x < bounds.width(); ++x, p += 4) {
      const std::uint32_t a = p[3];
      all &= a;
      if (a == 255) continue;
      for (int c = 0; c < 3; ++c) p[c] = static_cast<std::uint8_t>((p[c] * a + 127) / 255);
    }
  }
  return all == 255;
}

std::vector<png_bytep> rows_of(const image::View& view) {
  std::vector<png_bytep> rows(static_cast<std::size_t>(image::bounds_of(view).height()));
  for (std::size_t y = 0; y < rows.size(); ++y)
    rows[y] = reinterpret_cast<png_bytep>(image::pixel(view, 0, static_cast<std::int32_t>(y)));
  return rows;
}

}  // namespace

Result<Decoded> decode_png(std::span<const std::byte> file) {
  PngFile png(file);
  if (!png.is_open()) return fail(Code::asset, "", "does not fit into memory; free some");
  if (!png.read_header()) return damaged(png.message());
  LATTICE_TRY(check_size(png.width(), png.height()));
  if (!can_hold(file, png.stored_bytes())) return damaged("the file ends too early");
  if (!png.ask_for_rgba8()) return damaged(png.message());
  Decoded out{image::Buffer(image::kRgba8, {0, 0, static_cast<std::int32_t>(png.width()),
                                            static_cast<std::int32_t>(png.height())}),
              false};
  std::vector<png_bytep> rows = rows_of(out.pixels.view());
  if (!png.read_rows(rows.data())) return damaged(png.message());
  out.opaque = premultiply(out.pixels.view());
  return out;
}

}  // namespace lattice::assets
