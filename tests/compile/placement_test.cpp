// The geometry that regions are made of. Whole plans are tested with real plugins, in
// tests/session.
#include "compile/placement.h"

#include "compile/raster_scale.h"
#include "support/catch.h"

using namespace lattice;
using compile::covered_area;
using compile::raster_scale;
using compile::source_region;
using image::Mat3;
using image::Rect;

namespace {

plan::Draw picture(const Mat3& output_from_source) {
  plan::Draw draw;
  draw.kind = plan::SourceKind::asset;
  draw.extent = {0, 0, 20, 10};
  draw.output_from_source = output_from_source;
  return draw;
}

}  // namespace

TEST_CASE("a picture moved by whole pixels covers exactly itself", "[compile]") {
  CHECK(covered_area(picture(Mat3::translation(-3, 7))) == Rect{-3, 7, 17, 17});
}

TEST_CASE("a sampled picture fades over half a pixel around it, a solid does not", "[compile]") {
  CHECK(covered_area(picture(Mat3::translation(0.25, 0))) == Rect{-1, -1, 21, 11});
  CHECK(covered_area(picture(Mat3::scaling(4, 4))) == Rect{-2, -2, 82, 42});
  plan::Draw solid = picture(Mat3::translation(0.25, 0));
  solid.kind = plan::SourceKind::solid;
  CHECK(covered_area(solid) == Rect{0, 0, 21, 10});
}

TEST_CASE("what has no area covers nothing", "[compile]") {
  CHECK(covered_area(picture(Mat3::scaling(0, 1))).empty());
  CHECK(covered_area(picture(Mat3::rotation(0.785) * Mat3::scaling(0, 1))).empty());
  plan::Draw empty = picture(Mat3{});
  empty.extent = {5, 5, 5, 9};
  CHECK(covered_area(empty).empty());
}

TEST_CASE("a copy reads the pixels it writes, sampling one more on each side", "[compile]") {
  CHECK(source_region(Mat3::translation(10, 0), {12, 3, 20, 5}) == Rect{2, 3, 10, 5});
  CHECK(source_region(Mat3::scaling(2, 2), {0, 0, 8, 8}) == Rect{-1, -1, 5, 5});
  CHECK(source_region(Mat3::scaling(0, 1), {0, 0, 8, 8}).empty());
}

TEST_CASE("the raster of effects follows the transform in powers of two", "[compile]") {
  CHECK(raster_scale(Mat3{}) == 1);
  CHECK(raster_scale(Mat3::translation(100, 3) * Mat3::rotation(1)) == 1);
  CHECK(raster_scale(Mat3::scaling(1.19, 0.1)) == 1);
  CHECK(raster_scale(Mat3::scaling(0.1, 1.2)) == 2);
  CHECK(raster_scale(Mat3::scaling(0.5, 0.5)) == 0.5);
  CHECK(raster_scale(Mat3::scaling(1e9, 1)) == compile::kMaxRasterScale);
  CHECK(raster_scale(Mat3::scaling(0, 0)) == compile::kMinRasterScale);
}
