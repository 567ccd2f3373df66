#include "assets/exif.h"

#include "assets/sample_files.h"
#include "support/catch.h"

namespace lattice::assets {
namespace {

int orientation_of(const std::vector<std::uint8_t>& payload) {
  return exif_orientation(std::as_bytes(std::span(payload)));
}

}  // namespace

TEST_CASE("an orientation is found in both byte orders", "[assets][exif]") {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CHECK(orientation_of(test::exif_payload(orientation, true)) == orientation);
    CHECK(orientation_of(test::exif_payload(orientation, false)) == orientation);
  }
}

TEST_CASE("an orientation that Exif does not know counts as upright", "[assets][exif]") {
  CHECK(orientation_of(test::exif_payload(0, false)) == 1);
  CHECK(orientation_of(test::exif_payload(9, true)) == 1);
  CHECK(orientation_of(test::exif_payload(0xffff, true)) == 1);
}

TEST_CASE("broken Exif blocks count as upright and are read within their bounds",
          "[assets][exif]") {
  CHECK(orientation_of({}) == 1);
  const std::vector<std::uint8_t> whole = test::exif_payload(6, false);
  for (std::size_t size = 0; size < whole.size() - 12; ++size)
    CHECK(orientation_of({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}) == 1);
  // A directory that lies far behind the end, and one with more entries than there are.
  std::vector<std::uint8_t> far = whole;
  far[10] = far[11] = far[12] = far[13] = 0xff;
  CHECK(orientation_of(far) == 1);
  std::vector<std::uint8_t> many = test::exif_payload(0, false);
  many[14] = many[15] = 0xff;
  CHECK(orientation_of(many) == 1);
  std::vector<std::uint8_t> renamed = whole;
  renamed[0] = 'X';
  CHECK(orientation_of(renamed) == 1);
}

}  // namespace lattice::assets
