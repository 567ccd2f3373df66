#include "raster/sweeps.h"
#include "support/catch.h"
#include "support/count_allocations.h"

namespace lattice::raster {
namespace {

constexpr image::Rect kArea{0, 0, 128, 96};

struct Shapes {
  image::Path path = test::path_of("M10 10C200 20 -80 60 110 90L20 80Q90 -40 60 60zM5 5h90v80z");
  std::vector<double> dashes{5, 3, 0, 2};
  std::vector<std::uint8_t> pixels = std::vector<std::uint8_t>(128 * 96);
  Outline outline;
  Sweep sweep;

  void cover() { sweep.cover(outline, kArea, pixels.data(), 128); }

  long allocations_of_a_round() {
    const long before = lattice::test::allocation_count;
    outline.fill(path, FillRule::evenodd, {}, kArea);
    cover();
    Stroke stroke;
    stroke.width = 7, stroke.cap = StrokeCap::round, stroke.join = StrokeJoin::round;
    outline.stroke(path, stroke, {}, kArea);
    cover();
    stroke.dashes = dashes;
    outline.stroke(path, stroke, {}, kArea);
    cover();
    outline.ellipse({3, 4, 110, 70}, {}, kArea);
    cover();
    outline.rounded_rect({3, 4, 110, 70}, 9, {}, kArea);
    cover();
    return lattice::test::allocation_count - before;
  }
};

}  // namespace

TEST_CASE("shapes made again in the same memory allocate nothing", "[raster][allocation]") {
  Shapes shapes;
  CHECK(shapes.allocations_of_a_round() > 0);
  shapes.allocations_of_a_round();
  CHECK(shapes.allocations_of_a_round() == 0);
}

}  // namespace lattice::raster
