#include <cmath>
#include <limits>

#include "session/fixture.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

constexpr float kNothing = std::numeric_limits<float>::infinity();

}  // namespace

TEST_CASE("depth is the z of the topmost layer that covers a pixel", "[session]") {
  Scene s = open(scene(R"({"stack": [
    {"leaf": {"solid_rect": {"color": "#ffffff", "width": 40}}, "transform": {"z": 100}},
    {"leaf": {"solid_rect": {"color": "#ff0000", "width": 20, "height": 20}}, "transform": {"z": 250}},
    {"leaf": {"solid_rect": {"color": "#00ff0040", "width": 10, "height": 48}}, "transform": {"z": 1}}]})"));
  const Picture depth = depth_frame(s, 0);
  CHECK(depth.value(15, 10) == 250);  // painted on top, though farther away
  CHECK(depth.value(5, 40) == 100);   // a quarter of green does not count
  CHECK(depth.value(50, 10) == kNothing);
}

TEST_CASE("a group's z and its children's add up, and conditioning.depth replaces them",
          "[session]") {
  Scene s = open(scene(R"({"stack": [
    {"group": [{"leaf": {"solid_rect": {"color": "#ffffff", "width": 20}}, "transform": {"z": 5}}], "transform": {"z": 100}},
    {"leaf": {"solid_rect": {"color": "#ffffff", "width": 20}}, "transform": {"translate": [30, 0], "z": 7},
     "conditioning": {"depth": 42.5}}]})"));
  const Picture depth = depth_frame(s, 0);
  CHECK(depth.value(5, 5) == 105);
  CHECK(depth.value(35, 5) == 42.5f);
}

TEST_CASE("an isolated group keeps the depths of its children", "[session]") {
  Scene s = open(scene(R"({"stack": [{"group": [
      {"leaf": {"solid_rect": {"color": "#ffffff", "width": 30}}, "transform": {"z": 10}},
      {"leaf": {"solid_rect": {"color": "#ff0000", "width": 30}}, "transform": {"z": 20, "translate": [20, 0]}}],
    "effects": [{"blur": 2}], "transform": {"z": 3}}]})"));
  const Picture depth = depth_frame(s, 0);
  CHECK(depth.value(5, 20) == 13);
  CHECK(depth.value(40, 20) == 23);
  CHECK(depth.value(62, 20) == kNothing);
}

TEST_CASE("in a crossfade the depth changes hands at one half", "[session]") {
  Scene s = open(scene(R"({"sequence": [
    {"leaf": {"solid_rect": {"color": "#ff0000"}}, "range": [0, 10], "transform": {"z": 1}, "transition_out": {"crossfade": 4}},
    {"leaf": {"solid_rect": {"color": "#0000ff"}}, "range": [0, 10], "transform": {"z": 2}, "transition_in": {"crossfade": 4}}]})",
                       16));
  CHECK(depth_frame(s, 7).value(9, 9) == 1);
  CHECK(depth_frame(s, 8).value(9, 9) == 2);
  CHECK(depth_frame(s, 9).value(9, 9) == 2);
}

TEST_CASE("a wipe shows the depth of each side", "[session]") {
  const char* wipe =
      R"({"kind": "wipe", "duration_frames": 4, "params": {"dir": "left_to_right", "soft_edge": 0}})";
  Scene s = open(scene(
      std::string(R"({"sequence": [
    {"leaf": {"solid_rect": {"color": "#ff0000"}}, "range": [0, 10], "transform": {"z": 1}, "transition_out": )") +
          wipe +
          R"(}, {"leaf": {"solid_rect": {"color": "#0000ff"}}, "range": [0, 10], "transform": {"z": 2}, "transition_in": )" +
          wipe + "}]}",
      16));
  const Picture depth = depth_frame(s, 8);
  CHECK(depth.value(5, 5) == 2);
  CHECK(depth.value(60, 5) == 1);
}

TEST_CASE("the facts tell the range of depth over all frames", "[session]") {
  Scene s = open(scene(R"({"stack": [
    {"leaf": {"solid_rect": {"color": "#ffffff"}}, "transform": {"z": {"keys": [[0, 10], [9, 100]]}}},
    {"leaf": {"solid_rect": {"color": "#ffffff"}}, "range": [3, 4], "transform": {"z": -5}}]})"));
  const auto facts = s.session->facts(1u << LATTICE_PLANE_DEPTH);
  REQUIRE(facts);
  CHECK((*facts)->depth_near == -5);
  CHECK((*facts)->depth_far == 100);
}

TEST_CASE("asking for depth does not change the colours", "[session]") {
  Scene s = open(scene(
      R"({"stack": [{"leaf": {"solid_rect": {"color": "#8090a0c0", "width": 33}}, "effects": [{"blur": 2}]}]})"));
  const Picture alone = color_frame(s, 0);
  depth_frame(s, 0);
  CHECK(color_frame(s, 0).bytes() == alone.bytes());
}
