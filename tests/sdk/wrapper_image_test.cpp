// Rects, pictures and pixels of lattice/plugin.hpp.
#include <lattice/plugin.hpp>

#include <array>
#include <limits>
#include <vector>

#include "support/catch.h"

namespace {

using lattice::Image;
using lattice::Rect;
using lattice::Rgba32f;
using lattice::Rgba8;
using lattice::Target;

// Pixel (x, y) is {x, y, 7, 255}. `valid` is a part of `bounds`, and all the memory there is.
class Picture {
 public:
  Picture(const Rect& bounds, const Rect& valid)
      : pixels_(static_cast<std::size_t>(valid.width() * valid.height())) {
    raw_.type = lattice::type_of<Rgba8>(LATTICE_SPACE_SRGB);
    raw_.bounds = bounds;
    raw_.valid = valid;
    raw_.row_bytes[0] = valid.width() * 4;
    for (std::size_t i = 0; i < pixels_.size(); ++i) {
      const auto width = static_cast<std::size_t>(valid.width());
      pixels_[i] = {static_cast<std::uint8_t>(static_cast<std::size_t>(valid.x0) + i % width),
                    static_cast<std::uint8_t>(static_cast<std::size_t>(valid.y0) + i / width), 7,
                    255};
    }
    const auto before =
        (valid.y0 - bounds.y0) * raw_.row_bytes[0] + (valid.x0 - bounds.x0) * std::int64_t{4};
    raw_.plane[0] =
        reinterpret_cast<void*>(reinterpret_cast<std::intptr_t>(pixels_.data()) - before);
  }
  const lattice_image& raw() const { return raw_; }
  const std::vector<Rgba8>& pixels() const { return pixels_; }

 private:
  std::vector<Rgba8> pixels_;
  lattice_image raw_{};
};

}  // namespace

TEST_CASE("rects intersect, unite, grow and shift", "[sdk][wrapper]") {
  const Rect a{0, 0, 10, 6}, b{4, 2, 20, 4}, far{30, 30, 31, 31};
  CHECK((a & b) == Rect{4, 2, 10, 4});
  CHECK((a | b) == Rect{0, 0, 20, 6});
  CHECK((a & far) == Rect{});
  CHECK((a | Rect{5, 5, 5, 9}) == a);
  CHECK((Rect{5, 5, 5, 9} | a) == a);
  CHECK((Rect{5, 5, 5, 9} | Rect{}) == Rect{});
  CHECK(a.grown(2, 1) == Rect{-2, -1, 12, 7});
  CHECK(Rect{3, 3, 3, 3}.grown(9, 9) == Rect{});
  CHECK(a.shifted(-1, 2) == Rect{-1, 2, 9, 8});
  CHECK(a.contains(9, 5));
  CHECK_FALSE(a.contains(10, 5));
  CHECK(a.contains(Rect{}));
  CHECK_FALSE(a.contains(b));
}

TEST_CASE("rects stop at the ends of their integers", "[sdk][wrapper]") {
  constexpr std::int32_t kMin = std::numeric_limits<std::int32_t>::min();
  constexpr std::int32_t kMax = std::numeric_limits<std::int32_t>::max();
  const Rect edge{kMin + 1, -1, kMax - 1, 1};
  CHECK(edge.grown(kMax, 1) == Rect{kMin, -2, kMax, 2});
  CHECK(Rect{kMax - 1, 0, kMax, 1}.shifted(kMax, kMin) == Rect{kMax, kMin, kMax, kMin + 1});
}

TEST_CASE("a row is a span of typed pixels where the picture has memory", "[sdk][wrapper]") {
  const Picture picture({2, 3, 12, 9}, {4, 5, 8, 7});
  const Image image(picture.raw());
  REQUIRE(image.row<Rgba8>(6).size() == 4);
  CHECK(image.row<Rgba8>(6)[0] == Rgba8{4, 6, 7, 255});
  CHECK(image.row<Rgba8>(5, 6, 8)[1] == Rgba8{7, 5, 7, 255});
  CHECK(image.row<Rgba8>(5, 6, 6).empty());
}

TEST_CASE("single pixels and padded rows are transparent where there is nothing",
          "[sdk][wrapper]") {
  const Picture picture({2, 3, 12, 9}, {4, 5, 8, 7});
  const Image image(picture.raw());
  CHECK(image.at<Rgba8>(7, 6) == Rgba8{7, 6, 7, 255});
  CHECK(image.at<Rgba8>(8, 6) == Rgba8{});
  CHECK(image.at<Rgba8>(-100000, 100000) == Rgba8{});

  std::array<Rgba8, 8> row;
  row.fill({1, 1, 1, 1});
  image.read_row(5, 2, std::span<Rgba8>(row));
  CHECK(row[1] == Rgba8{});
  CHECK(row[2] == Rgba8{4, 5, 7, 255});
  CHECK(row[5] == Rgba8{7, 5, 7, 255});
  CHECK(row[6] == Rgba8{});
  row.fill({1, 1, 1, 1});
  image.read_row(8, 2, row);
  for (const Rgba8& pixel : row) CHECK(pixel == Rgba8{});
}

TEST_CASE("a target is written through its rows", "[sdk][wrapper]") {
  const Picture picture({0, 0, 3, 2}, {0, 0, 3, 2});
  const Target target(picture.raw());
  for (Rgba8& pixel : target.row<Rgba8>(1)) pixel = {9, 9, 9, 9};
  CHECK(picture.pixels()[2] == Rgba8{2, 0, 7, 255});
  CHECK(picture.pixels()[3] == Rgba8{9, 9, 9, 9});
  CHECK(picture.pixels()[5] == Rgba8{9, 9, 9, 9});
}

TEST_CASE("types and pixels belong together", "[sdk][wrapper]") {
  constexpr lattice_type kRgba = lattice::type_of<Rgba32f>(LATTICE_SPACE_LINEAR_SRGB);
  CHECK(kRgba.dtype == LATTICE_F32);
  CHECK(kRgba.channels == 4);
  CHECK(kRgba.alpha == LATTICE_ALPHA_PREMUL);
  CHECK(kRgba.space == LATTICE_SPACE_LINEAR_SRGB);
  CHECK(lattice::holds<Rgba32f>(kRgba));
  CHECK_FALSE(lattice::holds<Rgba8>(kRgba));
  CHECK_FALSE(lattice::holds<float>(kRgba));

  constexpr auto kNormals = lattice::type_of<std::array<float, 3>>(LATTICE_SPACE_DATA);
  CHECK(kNormals.channels == 3);
  CHECK(kNormals.alpha == LATTICE_ALPHA_NONE);
  CHECK(lattice::holds<std::array<float, 3>>(kNormals));
  CHECK(lattice::type_of<std::uint32_t>(LATTICE_SPACE_DATA).dtype == LATTICE_U32);
  CHECK(lattice::type_of<Rgba32f>(LATTICE_SPACE_DATA).alpha == LATTICE_ALPHA_NONE);

  lattice_type half = lattice::type_of<lattice::Rgba16>(LATTICE_SPACE_SRGB);
  half.dtype = LATTICE_F16;
  CHECK(lattice::holds<lattice::Rgba16>(half));
  lattice_type planar = kRgba;
  planar.layout = LATTICE_PLANAR;
  CHECK_FALSE(lattice::holds<Rgba32f>(planar));
  static_assert(!lattice::Pixel<double> && !lattice::Pixel<std::array<float, 5>>);
}

TEST_CASE("each() goes through the channels", "[sdk][wrapper]") {
  const Rgba32f sum = lattice::each([](float a, int b) { return a + static_cast<float>(b); },
                                    Rgba32f{1, 2, 3, 4}, Rgba8{10, 20, 30, 40});
  CHECK(sum == Rgba32f{11, 22, 33, 44});
}
