// JPEG through libjpeg-turbo. Its errors arrive by longjmp, so every function that calls it
// holds nothing with a destructor.
#include <cstddef>
#include <cstdio>  // jpeglib.h needs both before itself

#include <jpeglib.h>

#include <jerror.h>

#include <csetjmp>
#include <cstring>

#include "assets/decode.h"
#include "assets/exif.h"

namespace lattice::assets {
namespace {

// More scans than any encoder writes: a file built to keep the decoder busy.
constexpr int kMaxScans = 500;

// Warnings after which libjpeg invents pixels; the others concern labels and leftovers.
bool damages_pixels(int message) {
  switch (message) {
    case JWRN_ARITH_BAD_CODE:
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_JPEG_EOF:
    case JWRN_MUST_RESYNC: return true;
    default: return false;
  }
}

class JpegFile {
 public:
  JpegFile() {
    codec_.err = jpeg_std_error(&errors_.base);
    errors_.base.error_exit = on_error;
    errors_.base.emit_message = on_message;
    progress_.progress_monitor = on_progress;
  }
  ~JpegFile() { jpeg_destroy_decompress(&codec_); }
  JpegFile(const JpegFile&) = delete;
  JpegFile& operator=(const JpegFile&) = delete;

  const char* message() const { return errors_.message; }
  std::uint32_t width() const { return codec_.image_width; }
  std::uint32_t height() const { return codec_.image_height; }
  J_COLOR_SPACE colour_space() const { return codec_.jpeg_color_space; }
  bool is_arithmetic() const { return codec_.arith_code != 0; }

  bool read_header(std::span<const std::byte> file) {
    if (setjmp(errors_.jump)) return false;
    jpeg_create_decompress(&codec_);
    codec_.progress = &progress_;
    jpeg_mem_src(&codec_, reinterpret_cast<const unsigned char*>(file.data()),
                 static_cast<unsigned long>(file.size()));
    jpeg_save_markers(&codec_, JPEG_APP0 + 1, 0xffff);
    jpeg_read_header(&codec_, TRUE);
    return true;
  }

  bool read_rows(const image::View& view) {
    if (setjmp(errors_.jump)) return false;
    codec_.out_color_space = JCS_EXT_RGBA;
    codec_.dct_method = JDCT_ISLOW;  // the same bits with and without SIMD
    jpeg_start_decompress(&codec_);
    while (codec_.output_scanline < codec_.output_height) {
      auto* row = reinterpret_cast<JSAMPROW>(
          image::pixel(view, 0, static_cast<std::int32_t>(codec_.output_scanline)));
      jpeg_read_scanlines(&codec_, &row, 1);
    }
    jpeg_finish_decompress(&codec_);
    return true;
  }

  int orientation() const {
    for (const jpeg_marker_struct* m = codec_.marker_list; m != nullptr; m = m->next) {
      if (m->marker != JPEG_APP0 + 1) continue;
      const int found = exif_orientation(
          {reinterpret_cast<const std::byte*>(m->data), std::size_t{m->data_length}});
      if (found != 1) return found;
    }
    return 1;
  }

 private:
  struct Errors {
    jpeg_error_mgr base;  // first, so that a pointer to it is a pointer to Errors
    std::jmp_buf jump;
    char message[JMSG_LENGTH_MAX];
  };

  [[noreturn]] static void on_error(j_common_ptr codec) {
    auto* errors = reinterpret_cast<Errors*>(codec->err);
    codec->err->format_message(codec, errors->message);
    std::longjmp(errors->jump, 1);
  }

  static void on_message(j_common_ptr codec, int level) {
    if (level < 0 && damages_pixels(codec->err->msg_code)) on_error(codec);
  }

  static void on_progress(j_common_ptr codec) {
    if (reinterpret_cast<j_decompress_ptr>(codec)->input_scan_number <= kMaxScans) return;
    auto* errors = reinterpret_cast<Errors*>(codec->err);
    std::snprintf(errors->message, sizeof errors->message, "more than %d scans", kMaxScans);
    std::longjmp(errors->jump, 1);
  }

  jpeg_decompress_struct codec_{};
  jpeg_progress_mgr progress_{};
  Errors errors_{};
};

Failure damaged(const char* message) {
  return fail(Code::asset, "",
              std::string("is a damaged JPEG (libjpeg: ") + message + "); replace the file");
}

Result<void> check_colours(J_COLOR_SPACE space) {
  if (space == JCS_GRAYSCALE || space == JCS_YCbCr || space == JCS_RGB) return {};
  const bool cmyk = space == JCS_CMYK || space == JCS_YCCK;
  return fail(Code::asset, "",
              std::string("is a JPEG in ") + (cmyk ? "CMYK" : "an unknown colour space") +
                  ", which this version does not read; convert it to RGB");
}

// A Huffman-coded block takes at least one bit, so a file too small for its claimed size
// is known to be damaged before its pixels are allocated.
bool can_hold(const JpegFile& jpeg, std::size_t file_bytes) {
  if (jpeg.is_arithmetic()) return true;
  const std::uint64_t blocks =
      ((std::uint64_t{jpeg.width()} + 7) / 8) * ((std::uint64_t{jpeg.height()} + 7) / 8);
  return blocks <= std::uint64_t{file_bytes} * 8;
}

}  // namespace

Result<Decoded> decode_jpeg(std::span<const std::byte> file) {
  JpegFile jpeg;
  if (!jpeg.read_header(file)) return damaged(jpeg.message());
  LATTICE_TRY(check_size(jpeg.width(), jpeg.height()));
  LATTICE_TRY(check_colours(jpeg.colour_space()));
  if (!can_hold(jpeg, file.size())) return damaged("the file ends too early");
  const int orientation = jpeg.orientation();
  image::Buffer stored(image::kRgba8, {0, 0, static_cast<std::int32_t>(jpeg.width()),
                                       static_cast<std::int32_t>(jpeg.height())});
  if (!jpeg.read_rows(stored.view())) return damaged(jpeg.message());
  return Decoded{upright(std::move(stored), orientation), true};
}

}  // namespace lattice::assets
