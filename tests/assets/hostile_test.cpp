// Seeded damage to small files: the decoders may refuse or decode, and nothing else. Worth
// most under the address sanitizer.
#include <cstdint>

#include "assets/decode.h"
#include "assets/sample_files.h"
#include "support/catch.h"

namespace lattice::assets {
namespace {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::uint32_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::uint32_t>((state_ >> 33) % n);
  }

 private:
  std::uint64_t state_;
};

// Changes, inserts, removes and repeats bytes anywhere behind the magic number.
test::Bytes damaged(test::Bytes file, Random& random) {
  constexpr std::size_t kMagicBytes = 8;
  const std::uint32_t changes = 1 + random.below(4);
  for (std::uint32_t i = 0; i < changes && file.size() > kMagicBytes + 8; ++i) {
    const auto at =
        static_cast<std::ptrdiff_t>(kMagicBytes + random.below(file.size() - kMagicBytes - 4));
    const auto value = static_cast<std::byte>(random.below(256));
    switch (random.below(6)) {
      case 0: file.insert(file.begin() + at, value); break;
      case 1: file.erase(file.begin() + at, file.begin() + at + 1 + random.below(4)); break;
      case 2: file[static_cast<std::size_t>(at)] = std::byte{0xff}; break;
      case 3:
        file[static_cast<std::size_t>(at)] ^= static_cast<std::byte>(1u << random.below(8));
        break;
      default: file[static_cast<std::size_t>(at)] = value;
    }
  }
  return file;
}

// Reads every pixel, so that a sanitizer sees what was never written.
bool is_sound(const Result<Decoded>& result) {
  if (!result) return result.error().code == Code::asset && !result.error().what.empty();
  const image::View& view = result->pixels.view();
  const image::Rect bounds = image::bounds_of(view);
  if (bounds.empty() || result->pixels.bytes() > kMaxPixelBytes) return false;
  int above_alpha = 0;
  for (std::int32_t y = 0; y < bounds.height(); ++y) {
    const auto* p = reinterpret_cast<const std::uint8_t*>(image::pixel(view, 0, y));
    for (std::int32_t x = 0; x < bounds.width(); ++x, p += 4)
      above_alpha += p[0] > p[3] || p[1] > p[3] || p[2] > p[3];
  }
  return above_alpha == 0;
}

struct Outcome {
  int refused = 0, decoded = 0, unsound = 0;
  void note(const Result<Decoded>& result) {
    (result ? decoded : refused)++;
    unsound += !is_sound(result);
  }
};

std::vector<std::uint8_t> noise(std::size_t size) {
  Random random(4);
  std::vector<std::uint8_t> out(size);
  for (std::uint8_t& b : out) b = static_cast<std::uint8_t>(random.below(256));
  return out;
}

std::vector<test::Bytes> png_files() {
  std::vector<test::Bytes> out;
  for (const bool interlaced : {false, true}) {
    test::PngSpec rgba{.width = 11, .height = 7, .interlaced = interlaced};
    rgba.rows = noise(11 * 7 * 4);
    out.push_back(test::png_file(rgba));
    test::PngSpec deep{
        .width = 5, .height = 6, .colour = test::kGreyAlpha, .bits = 16, .interlaced = interlaced};
    deep.rows = noise(5 * 6 * 4);
    out.push_back(test::png_file(deep));
    test::PngSpec palette{
        .width = 16, .height = 8, .colour = test::kPalette, .bits = 4, .interlaced = interlaced};
    palette.rows.assign(8 * 8, 0x12);
    palette.palette = noise(9);
    palette.trans_alpha = {3, 200};
    out.push_back(test::png_file(palette));
  }
  return out;
}

std::vector<test::Bytes> jpeg_files() {
  std::vector<test::Bytes> out;
  for (const bool progressive : {false, true}) {
    for (const int components : {1, 3}) {
      test::JpegSpec spec{.width = 33, .height = 18, .components = components};
      spec.progressive = progressive;
      spec.subsampled = true;
      spec.quality = 60;
      spec.samples = noise(33 * 18 * static_cast<std::size_t>(components));
      spec.app1 = test::exif_payload(6, progressive);
      out.push_back(test::jpeg_file(spec));
    }
  }
  return out;
}

constexpr int kCasesPerFile = 1000;

}  // namespace

TEST_CASE("damaged PNG files are refused or decoded, and nothing else", "[assets][hostile]") {
  Random random(2024);
  Outcome behind_checksums, plain;
  for (const test::Bytes& file : png_files()) {
    for (int i = 0; i < kCasesPerFile; ++i) {
      test::Bytes hurt = damaged(file, random);
      plain.note(decode_image(hurt));
      test::mend_png_checksums(hurt);
      behind_checksums.note(decode_image(hurt));
    }
  }
  CHECK(plain.unsound == 0);
  CHECK(behind_checksums.unsound == 0);
  // The damage got as far as the pixels, and was mostly seen.
  CHECK(behind_checksums.decoded > 0);
  CHECK(behind_checksums.refused > behind_checksums.decoded);
}

TEST_CASE("damaged JPEG files are refused or decoded, and nothing else", "[assets][hostile]") {
  Random random(2025);
  Outcome outcome;
  for (const test::Bytes& file : jpeg_files())
    for (int i = 0; i < kCasesPerFile; ++i) outcome.note(decode_image(damaged(file, random)));
  CHECK(outcome.unsound == 0);
  CHECK(outcome.decoded > 0);
  CHECK(outcome.refused > 0);
}

TEST_CASE("noise behind a magic number is refused", "[assets][hostile]") {
  Random random(7);
  Outcome outcome;
  for (int i = 0; i < 2000; ++i) {
    test::Bytes file(8 + random.below(400));
    for (std::byte& b : file) b = static_cast<std::byte>(random.below(256));
    const std::uint8_t png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    const std::uint8_t jpeg[] = {0xff, 0xd8, 0xff, 0xdb};
    const std::span<const std::uint8_t> magic =
        i % 2 ? std::span<const std::uint8_t>(png) : std::span<const std::uint8_t>(jpeg);
    for (std::size_t k = 0; k < magic.size(); ++k) file[k] = std::byte{magic[k]};
    outcome.note(decode_image(file));
  }
  CHECK(outcome.unsound == 0);
  CHECK(outcome.decoded == 0);
}

}  // namespace lattice::assets
