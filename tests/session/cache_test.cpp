#include "session/fixture.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

// A card with a blurred shadow that moves, over a still blurred ground.
const std::string kMoving = scene(
    R"({"stack": [
  {"leaf": "opaque", "effects": [{"blur": 3}]},
  {"group": [
    {"leaf": {"solid_rect": {"color": "#000000a0", "width": 20, "height": 14}}, "effects": [{"blur": 2}]},
    {"leaf": "checks", "transform": {"scale": 0.3}}],
   "transform": {"translate": {"x": {"keys": [[0, 10], [9, 30]]}, "y": 12}}},
  {"leaf": {"solid_rect": {"color": "#ffffff", "width": 9, "height": 9}},
   "effects": [{"blur": {"keys": [[0, 0.5], [9, 2]]}}]}]})",
    10,
    R"({"checks": {"image": {"source": "checks.png"}}, "opaque": {"image": {"source": "opaque.png"}}})");

}  // namespace

TEST_CASE("remembered surfaces give the same bytes as new ones", "[session]") {
  render::BackendOptions forgetful;
  forgetful.max_cache_bytes = 0;
  Scene fresh = open(kMoving, forgetful), remembering = open(kMoving);
  for (const std::int64_t frame : {0, 1, 2, 3, 9, 2, 0}) {
    CAPTURE(frame);
    CHECK(color_frame(remembering, frame).bytes() == color_frame(fresh, frame).bytes());
  }
  CHECK(fresh.session->surface_cache().hits() == 0);
  // The still ground and the shadow, from the third time on.
  CHECK(remembering.session->surface_cache().hits() >= 8);
}

TEST_CASE("the cache keeps to its limit", "[session]") {
  render::BackendOptions small;
  small.max_cache_bytes = 20000;  // one of the two surfaces
  Scene s = open(kMoving, small);
  for (int round = 0; round < 3; ++round)
    for (std::int64_t frame = 0; frame < 10; ++frame) {
      color_frame(s, frame);
      CHECK(s.session->surface_cache().bytes() <= 20000);
    }
}

TEST_CASE("an animated blur is never taken for another", "[session]") {
  Scene s = open(kMoving);
  const auto first = color_frame(s, 0).bytes();
  CHECK(color_frame(s, 9).bytes() != first);
  CHECK(color_frame(s, 0).bytes() == first);
}
