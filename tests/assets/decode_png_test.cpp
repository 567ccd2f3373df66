#include <array>

#include "assets/decode.h"
#include "assets/sample_files.h"
#include "support/catch.h"

namespace lattice::assets {
namespace {

using test::PngSpec;
using Pixel = std::array<int, 4>;

Decoded decoded(const test::Bytes& file) {
  Result<Decoded> out = decode_image(file);
  if (!out) FAIL(out.error().text());
  return *std::move(out);
}

Pixel at(const Decoded& d, int x, int y) {
  const auto* p = reinterpret_cast<const std::uint8_t*>(image::pixel(d.pixels.view(), x, y));
  return {p[0], p[1], p[2], p[3]};
}

std::string refusal(const test::Bytes& file) {
  const Result<Decoded> out = decode_image(file);
  if (out) return "";
  CHECK(out.error().code == Code::asset);
  return out.error().what;
}

bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

PngSpec rgba_noise(std::uint32_t width, std::uint32_t height) {
  PngSpec spec{.width = width, .height = height};
  std::uint32_t state = 7;
  for (std::uint32_t i = 0; i < width * height * 4; ++i) {
    state = state * 1664525u + 1013904223u;
    spec.rows.push_back(static_cast<std::uint8_t>(state >> 24));
  }
  return spec;
}

}  // namespace

TEST_CASE("a PNG with alpha is premultiplied by rounding", "[assets][png]") {
  const PngSpec spec = rgba_noise(13, 9);
  const Decoded d = decoded(test::png_file(spec));
  CHECK(image::same_type(d.pixels.view().type, image::kRgba8));
  CHECK(image::bounds_of(d.pixels.view()) == image::Rect{0, 0, 13, 9});
  CHECK_FALSE(d.opaque);
  int wrong = 0;
  for (int y = 0; y < 9; ++y) {
    for (int x = 0; x < 13; ++x) {
      const std::uint8_t* in = spec.rows.data() + (y * 13 + x) * 4;
      Pixel expected{0, 0, 0, in[3]};
      for (std::size_t c = 0; c < 3; ++c)
        expected[c] = static_cast<int>(in[c] * in[3] / 255.0 + 0.5);
      wrong += at(d, x, y) != expected;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("an interlaced PNG holds the same pixels as a plain one", "[assets][png]") {
  PngSpec spec = rgba_noise(21, 17);
  const Decoded plain = decoded(test::png_file(spec));
  spec.interlaced = true;
  const Decoded interlaced = decoded(test::png_file(spec));
  int wrong = 0;
  for (int y = 0; y < 17; ++y)
    for (int x = 0; x < 21; ++x) wrong += at(plain, x, y) != at(interlaced, x, y);
  CHECK(wrong == 0);
}

TEST_CASE("every colour type and bit depth of PNG becomes RGBA bytes", "[assets][png]") {
  struct Case {
    const char* name;
    PngSpec spec;  // two pixels
    Pixel first, second;
    bool opaque;
  };
  using test::kGrey, test::kGreyAlpha, test::kPalette, test::kRgb, test::kRgba;
  const std::vector<std::uint8_t> palette{10, 20, 30, 200, 100, 50};
  const auto two = [](int colour, int bits, std::vector<std::uint8_t> row) {
    return PngSpec{.width = 2, .colour = colour, .bits = bits, .rows = std::move(row)};
  };
  const auto with_palette = [&](int bits, std::uint8_t row, std::vector<std::uint8_t> alpha) {
    PngSpec spec = two(kPalette, bits, {row});
    if (bits == 8) spec.rows = {0, 1};
    spec.palette = palette;
    spec.trans_alpha = std::move(alpha);
    return spec;
  };
  const auto transparent = [](PngSpec spec, std::vector<std::uint16_t> colour) {
    spec.trans_colour = std::move(colour);
    return spec;
  };
  const Case cases[] = {
      {"grey 1", two(kGrey, 1, {0x40}), {0, 0, 0, 255}, {255, 255, 255, 255}, true},
      {"grey 2", two(kGrey, 2, {0x60}), {85, 85, 85, 255}, {170, 170, 170, 255}, true},
      {"grey 4", two(kGrey, 4, {0x3c}), {51, 51, 51, 255}, {204, 204, 204, 255}, true},
      {"grey 8", two(kGrey, 8, {7, 250}), {7, 7, 7, 255}, {250, 250, 250, 255}, true},
      {"grey 16",
       two(kGrey, 16, {0x80, 0x80, 0xff, 0xff}),
       {128, 128, 128, 255},
       {255, 255, 255, 255},
       true},
      // 0x80ff is 128.5 of 255 when scaled, not 128 as its upper byte says.
      {"grey 16 rounded",
       two(kGrey, 16, {0x80, 0xff, 0x00, 0x80}),
       {128, 128, 128, 255},
       {0, 0, 0, 255},
       true},
      {"grey with a transparent shade",
       transparent(two(kGrey, 8, {7, 250}), {7}),
       {0, 0, 0, 0},
       {250, 250, 250, 255},
       false},
      {"grey 2 with a transparent shade",
       transparent(two(kGrey, 2, {0x60}), {2}),
       {85, 85, 85, 255},
       {0, 0, 0, 0},
       false},
      {"grey 16 with a transparent shade",
       transparent(two(kGrey, 16, {0x12, 0x34, 0x12, 0x35}), {0x1234}),
       {0, 0, 0, 0},
       {18, 18, 18, 255},
       false},
      {"grey and alpha 8",
       two(kGreyAlpha, 8, {100, 128, 9, 255}),
       {50, 50, 50, 128},
       {9, 9, 9, 255},
       false},
      {"grey and alpha 16",
       two(kGreyAlpha, 16, {0xff, 0xff, 0x80, 0x80, 0, 0, 0xff, 0xff}),
       {128, 128, 128, 128},
       {0, 0, 0, 255},
       false},
      {"rgb 8", two(kRgb, 8, {1, 2, 3, 4, 5, 6}), {1, 2, 3, 255}, {4, 5, 6, 255}, true},
      {"rgb 16",
       two(kRgb, 16, {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6}),
       {1, 2, 3, 255},
       {4, 5, 6, 255},
       true},
      {"rgb with a transparent colour",
       transparent(two(kRgb, 8, {1, 2, 3, 4, 5, 6}), {4, 5, 6}),
       {1, 2, 3, 255},
       {0, 0, 0, 0},
       false},
      {"palette 1", with_palette(1, 0x40, {}), {10, 20, 30, 255}, {200, 100, 50, 255}, true},
      {"palette 2", with_palette(2, 0x10, {}), {10, 20, 30, 255}, {200, 100, 50, 255}, true},
      {"palette 4", with_palette(4, 0x01, {}), {10, 20, 30, 255}, {200, 100, 50, 255}, true},
      {"palette 8", with_palette(8, 0, {}), {10, 20, 30, 255}, {200, 100, 50, 255}, true},
      {"palette with alpha", with_palette(8, 0, {51}), {2, 4, 6, 51}, {200, 100, 50, 255}, false},
      {"palette 1 with alpha",
       with_palette(1, 0x40, {255, 0}),
       {10, 20, 30, 255},
       {0, 0, 0, 0},
       false},
      {"rgba 8 all opaque",
       two(kRgba, 8, {1, 2, 3, 255, 4, 5, 6, 255}),
       {1, 2, 3, 255},
       {4, 5, 6, 255},
       true},
      {"rgba 16",
       two(kRgba, 16, {0xff, 0xff, 0, 0, 0, 0, 0x40, 0x40, 1, 1, 2, 2, 3, 3, 0, 0}),
       {64, 0, 0, 64},
       {0, 0, 0, 0},
       false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Decoded d = decoded(test::png_file(c.spec));
    CHECK(at(d, 0, 0) == c.first);
    CHECK(at(d, 1, 0) == c.second);
    CHECK(d.opaque == c.opaque);
  }
}

TEST_CASE("a gamma chunk changes nothing", "[assets][png]") {
  PngSpec spec{.width = 2, .colour = test::kGrey, .rows = {60, 180}};
  spec.gamma = 1.0;
  const Decoded d = decoded(test::png_file(spec));
  CHECK(at(d, 0, 0) == Pixel{60, 60, 60, 255});
  CHECK(at(d, 1, 0) == Pixel{180, 180, 180, 255});
}

TEST_CASE("a PNG wider than the limit is refused with its size", "[assets][png]") {
  PngSpec spec{.width = kMaxSidePixels + 1, .colour = test::kGrey, .bits = 1};
  spec.rows.assign((spec.width + 7) / 8, 0);
  const std::string what = refusal(test::png_file(spec));
  CHECK(contains(what, "16385 x 1 pixels"));
  CHECK(contains(what, "use a smaller picture"));
  spec.width = kMaxSidePixels;
  CHECK(decoded(test::png_file(spec)).opaque);
}

TEST_CASE("a PNG that claims more pixels than it can hold is refused before they are allocated",
          "[assets][png]") {
  test::Bytes file = test::png_file(rgba_noise(4, 4));
  // Width and height of the IHDR chunk: 16384 each, a GiB of pixels.
  const std::array<std::uint8_t, 8> size{0, 0, 0x40, 0, 0, 0, 0x40, 0};
  for (std::size_t i = 0; i < 8; ++i) file[16 + i] = std::byte{size[i]};
  CHECK(contains(refusal(file), "CRC error"));
  test::mend_png_checksums(file);
  CHECK(contains(refusal(file), "the file ends too early"));
}

TEST_CASE("a changed byte in a PNG is an error with libpng's own words", "[assets][png]") {
  test::Bytes file = test::png_file(rgba_noise(8, 8));
  file[file.size() - 30] ^= std::byte{1};
  CHECK(contains(refusal(file), "is a damaged PNG (libpng: IDAT: "));
}

TEST_CASE("a damaged transparency chunk is an error, not an opaque picture", "[assets][png]") {
  PngSpec spec{.width = 2, .colour = test::kPalette, .rows = {0, 1}, .palette = {1, 2, 3, 4, 5, 6}};
  spec.trans_alpha = {9, 8};
  test::Bytes file = test::png_file(spec);
  const std::string text(reinterpret_cast<const char*>(file.data()), file.size());
  file[text.find("tRNS") + 4] ^= std::byte{0x10};
  CHECK(contains(refusal(file), "tRNS: CRC error"));
}

TEST_CASE("every truncation of a PNG is an error", "[assets][png]") {
  PngSpec spec = rgba_noise(9, 7);
  spec.interlaced = GENERATE(false, true);
  const test::Bytes file = test::png_file(spec);
  int accepted = 0;
  for (std::size_t size = 0; size < file.size(); ++size)
    accepted += decode_image(std::span(file).first(size)).has_value();
  CHECK(accepted == 0);
}

TEST_CASE("other formats are refused by name, whatever the file is called", "[assets]") {
  const auto bytes = [](std::string_view text) {
    const auto span = std::as_bytes(std::span(text));
    return test::Bytes(span.begin(), span.end());
  };
  using namespace std::string_view_literals;
  CHECK(refusal(bytes("GIF89a....")) ==
        "is a GIF file, which this version does not read; convert it to PNG or JPEG");
  CHECK(contains(refusal(bytes("RIFF\1\2\3\4WEBPVP8 ")), "is a WebP file"));
  CHECK(contains(refusal(bytes("II*\0...."sv)), "is a TIFF file"));
  CHECK(contains(refusal(bytes("\0\0\0\x18"
                               "ftypavif"sv)),
                 "is an AVIF file"));
  CHECK(contains(refusal(bytes("\0\0\0\x18"
                               "ftypisom"sv)),
                 "is an MP4 or QuickTime file"));
  CHECK(contains(refusal(bytes("hello")), "is not a picture of a known format"));
  CHECK(contains(refusal(bytes("\x89PNG\r\n")), "is not a picture of a known format"));
  CHECK(contains(refusal({}), "convert it to PNG or JPEG"));
}

TEST_CASE("the limits hold for sides and for pixels together", "[assets]") {
  CHECK(check_size(16384, 16384));
  CHECK_FALSE(check_size(16385, 1));
  CHECK_FALSE(check_size(1, 16385));
  CHECK_FALSE(check_size(0, 5));
  CHECK_FALSE(check_size(0xffffffffu, 0xffffffffu));
}

}  // namespace lattice::assets
