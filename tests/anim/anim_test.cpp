#include "anim/sample.h"

#include "support/catch.h"

using namespace lattice::anim;

TEST_CASE("a constant is the same at every frame", "[anim]") {
  const Curves curves;
  CHECK(sample(curves, F64{0.25, {}}, {-3}) == 0.25);
  CHECK(sample(curves, F64{0.25, {}}, {1e9}) == 0.25);
}

TEST_CASE("linear keys interpolate between frames, also between whole ones", "[anim]") {
  Curves curves;
  curves.add_track({{0, 100, Ease::linear}});  // another track before ours
  const F64 lane =
      curves.add_track({{10, 0, Ease::linear}, {20, 1, Ease::linear}, {40, 3, Ease::linear}});
  CHECK(sample(curves, lane, {10}) == 0);
  CHECK(sample(curves, lane, {15}) == Approx(0.5));
  CHECK(sample(curves, lane, {12.5}) == Approx(0.25));
  CHECK(sample(curves, lane, {20}) == 1);
  CHECK(sample(curves, lane, {30}) == Approx(2));
}

TEST_CASE("before the first key and after the last one the value holds", "[anim]") {
  Curves curves;
  const F64 lane = curves.add_track({{10, 5, Ease::linear}, {20, 7, Ease::linear}});
  CHECK(sample(curves, lane, {0}) == 5);
  CHECK(sample(curves, lane, {20.0001}) == 7);
  CHECK(sample(curves, lane, {1e12}) == 7);
}

TEST_CASE("the ease of a segment belongs to the key that ends it", "[anim]") {
  Curves curves;
  const F64 lane =
      curves.add_track({{0, 0, Ease::linear}, {10, 1, Ease::hold}, {20, 2, Ease::linear}});
  CHECK(sample(curves, lane, {9.99}) == 0);
  CHECK(sample(curves, lane, {10}) == 1);
  CHECK(sample(curves, lane, {15}) == Approx(1.5));
}
