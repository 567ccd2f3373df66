#include <array>
#include <cstdlib>

#include "assets/decode.h"
#include "assets/sample_files.h"
#include "support/catch.h"

namespace lattice::assets {
namespace {

using test::JpegSpec;

// What quality 95 may lose in a smooth picture.
constexpr int kLossTolerance = 6;

const std::uint8_t* at(const Decoded& d, int x, int y) {
  return reinterpret_cast<const std::uint8_t*>(image::pixel(d.pixels.view(), x, y));
}

// A smooth picture: red grows to the right, green downwards, blue is constant.
JpegSpec ramp(std::uint32_t width, std::uint32_t height, int components) {
  JpegSpec spec{.width = width, .height = height, .components = components};
  for (std::uint32_t y = 0; y < height; ++y)
    for (std::uint32_t x = 0; x < width; ++x)
      for (int c = 0; c < components; ++c)
        spec.samples.push_back(static_cast<std::uint8_t>(c == 0   ? 40 + 4 * x
                                                         : c == 1 ? 30 + 5 * y
                                                                  : 90));
  return spec;
}

int worst_error(const Decoded& d, const JpegSpec& spec) {
  int worst = 0;
  for (std::uint32_t y = 0; y < spec.height; ++y) {
    for (std::uint32_t x = 0; x < spec.width; ++x) {
      const std::size_t from = (y * spec.width + x) * static_cast<std::size_t>(spec.components);
      const std::uint8_t* p = at(d, static_cast<int>(x), static_cast<int>(y));
      for (std::size_t c = 0; c < 3; ++c)
        worst =
            std::max(worst, std::abs(p[c] - spec.samples[from + (spec.components == 1 ? 0 : c)]));
      if (p[3] != 255) return 256;
    }
  }
  return worst;
}

Decoded decoded(const test::Bytes& file) {
  Result<Decoded> out = decode_image(file);
  if (!out) FAIL(out.error().text());
  return *std::move(out);
}

std::string refusal(std::span<const std::byte> file) {
  const Result<Decoded> out = decode_image(file);
  return out ? "" : out.error().what;
}

}  // namespace

TEST_CASE("grey, colour, subsampled and progressive JPEGs become opaque RGBA", "[assets][jpeg]") {
  const int components = GENERATE(1, 3);
  const bool progressive = GENERATE(false, true);
  const bool subsampled = GENERATE(false, true);
  CAPTURE(components, progressive, subsampled);
  JpegSpec spec = ramp(37, 29, components);
  spec.progressive = progressive;
  spec.subsampled = subsampled;
  const Decoded d = decoded(test::jpeg_file(spec));
  CHECK(d.opaque);
  CHECK(image::bounds_of(d.pixels.view()) == image::Rect{0, 0, 37, 29});
  CHECK(worst_error(d, spec) <= kLossTolerance);
}

TEST_CASE("a JPEG that stores RGB keeps its colours", "[assets][jpeg]") {
  JpegSpec spec = ramp(24, 24, 3);
  spec.store_rgb = true;
  CHECK(worst_error(decoded(test::jpeg_file(spec)), spec) <= kLossTolerance);
}

TEST_CASE("a CMYK JPEG is refused by name", "[assets][jpeg]") {
  CHECK(refusal(test::jpeg_file(ramp(16, 16, 4))) ==
        "is a JPEG in CMYK, which this version does not read; convert it to RGB");
}

TEST_CASE("a JPEG is turned upright by its Exif orientation", "[assets][jpeg]") {
  const bool big_endian = GENERATE(false, true);
  const int orientation = GENERATE(range(1, 9));
  CAPTURE(big_endian, orientation);
  JpegSpec spec = ramp(32, 24, 3);
  spec.app1 = test::exif_payload(orientation, big_endian);
  const Decoded d = decoded(test::jpeg_file(spec));
  const bool turned = orientation >= 5;
  const int w = turned ? 24 : 32, h = turned ? 32 : 24;
  REQUIRE(image::bounds_of(d.pixels.view()) == image::Rect{0, 0, w, h});
  // The stored picture has red growing to its right and green downwards; where they grow
  // to in the upright one is the definition of the eight orientations.
  const int red_x = at(d, w - 1, h / 2)[0] - at(d, 0, h / 2)[0];
  const int red_y = at(d, w / 2, h - 1)[0] - at(d, w / 2, 0)[0];
  const int green_x = at(d, w - 1, h / 2)[1] - at(d, 0, h / 2)[1];
  const int green_y = at(d, w / 2, h - 1)[1] - at(d, w / 2, 0)[1];
  const auto sign = [](int v) { return v > 60 ? 1 : v < -60 ? -1 : 0; };
  const std::array<int, 4> found{sign(red_x), sign(red_y), sign(green_x), sign(green_y)};
  const std::array<std::array<int, 4>, 8> expected{{{1, 0, 0, 1},
                                                    {-1, 0, 0, 1},
                                                    {-1, 0, 0, -1},
                                                    {1, 0, 0, -1},
                                                    {0, 1, 1, 0},
                                                    {0, 1, -1, 0},
                                                    {0, -1, -1, 0},
                                                    {0, -1, 1, 0}}};
  CHECK(found == expected[static_cast<std::size_t>(orientation - 1)]);
}

TEST_CASE("every truncation of a JPEG is an error, not a grey half-picture", "[assets][jpeg]") {
  JpegSpec spec = ramp(40, 30, 3);
  spec.progressive = GENERATE(false, true);
  const test::Bytes file = test::jpeg_file(spec);
  int accepted = 0;
  for (std::size_t size = 0; size < file.size(); ++size)
    accepted += decode_image(std::span(file).first(size)).has_value();
  CHECK(accepted == 0);
  CHECK(refusal(std::span(file).first(file.size() / 2)).find("is a damaged JPEG (libjpeg: ") == 0);
}

TEST_CASE("a JPEG that claims more pixels than it can hold is refused", "[assets][jpeg]") {
  test::Bytes file = test::jpeg_file(ramp(16, 16, 3));
  const std::string text(reinterpret_cast<const char*>(file.data()), file.size());
  const std::size_t frame = text.find("\xff\xc0");
  REQUIRE(frame != std::string::npos);
  const auto set_size = [&](std::uint32_t height, std::uint32_t width) {
    file[frame + 5] = static_cast<std::byte>(height >> 8);
    file[frame + 6] = static_cast<std::byte>(height);
    file[frame + 7] = static_cast<std::byte>(width >> 8);
    file[frame + 8] = static_cast<std::byte>(width);
  };
  set_size(16384, 16384);
  CHECK(refusal(file).find("the file ends too early") != std::string::npos);
  set_size(16, 20000);
  CHECK(refusal(file).find("has 20000 x 16 pixels") == 0);
}

TEST_CASE("bytes after the end of a JPEG are no damage", "[assets][jpeg]") {
  const JpegSpec spec = ramp(16, 16, 3);
  test::Bytes file = test::jpeg_file(spec);
  for (int i = 0; i < 100; ++i) file.push_back(std::byte{0x41});
  CHECK(worst_error(decoded(file), spec) <= kLossTolerance);
}

}  // namespace lattice::assets
