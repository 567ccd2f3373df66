#include <cmath>

#include "session/fixture.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

// Red for 10 frames, then blue for 10; `out` and `in` are keys of the two.
std::string red_to_blue(const std::string& out, const std::string& in) {
  return scene(R"({"sequence": [{"leaf": {"solid_rect": {"color": "#ff0000"}}, "range": [0, 10])" +
                   out + R"(}, {"leaf": {"solid_rect": {"color": "#0000ff"}}, "range": [0, 10])" +
                   in + "}]}",
               20);
}

}  // namespace

TEST_CASE("a paired crossfade is one mix with weights that sum to one", "[session]") {
  Scene s = open(red_to_blue(R"(, "transition_out": {"crossfade": 4})",
                             R"(, "transition_in": {"crossfade": 4})"));
  // Frames 6 to 9 overlap; progress is k / 4.
  CHECK(color_frame(s, 5).at(30, 30) == Rgba{255, 0, 0, 255});
  CHECK(color_frame(s, 6).at(30, 30) == Rgba{255, 0, 0, 255});
  CHECK(color_frame(s, 7).at(30, 30) == Rgba{191, 0, 64, 255});
  CHECK(color_frame(s, 8).at(30, 30) == Rgba{128, 0, 128, 255});
  CHECK(color_frame(s, 9).at(30, 30) == Rgba{64, 0, 191, 255});
  CHECK(color_frame(s, 10).at(30, 30) == Rgba{0, 0, 255, 255});
  CHECK(color_frame(s, 15).at(30, 30) == Rgba{0, 0, 255, 255});
  // 10 + 10 - 4 frames: then the sequence is over.
  CHECK(color_frame(s, 16).at(30, 30) == Rgba{0, 0, 0, 0});
  const std::string plan = *s.session->inspect_plan(7, false);
  CHECK(plan.find("\"kind\": \"mix\"") != std::string::npos);
  CHECK(plan.find("\"kind\": \"filter\"") == std::string::npos);
}

TEST_CASE("a wipe has both pictures, one on each side of its edge", "[session]") {
  const char* wipe =
      R"({"kind": "wipe", "duration_frames": 4, "params": {"dir": "left_to_right", "soft_edge": 0}})";
  Scene s = open(red_to_blue(std::string(", \"transition_out\": ") + wipe,
                             std::string(", \"transition_in\": ") + wipe));
  const Picture half = color_frame(s, 8);
  CHECK(half.at(2, 20) == Rgba{0, 0, 255, 255});
  CHECK(half.at(61, 20) == Rgba{255, 0, 0, 255});
  const Picture quarter = color_frame(s, 7);
  CHECK(quarter.at(8, 40) == Rgba{0, 0, 255, 255});
  CHECK(quarter.at(24, 40) == Rgba{255, 0, 0, 255});
  CHECK(color_frame(s, 6).at(0, 0) == Rgba{255, 0, 0, 255});  // progress 0 is the host's
}

TEST_CASE("a one-sided transition fades over the neighbour", "[session]") {
  Scene in = open(red_to_blue("", R"(, "transition_in": {"crossfade": 4})"));
  // Blue at one half over opaque red.
  CHECK(color_frame(in, 8).at(30, 30) == Rgba{127, 0, 128, 255});
  Scene out = open(red_to_blue(R"(, "transition_out": {"crossfade": 4})", ""));
  // Red is on top, at one half, over opaque blue.
  CHECK(color_frame(out, 8).at(30, 30) == Rgba{128, 0, 127, 255});
  CHECK(color_frame(out, 6).at(30, 30) == Rgba{255, 0, 0, 255});
}

TEST_CASE("without a neighbour a transition fades from and to nothing", "[session]") {
  Scene s = open(scene(R"({"stack": [{"leaf": {"solid_rect": {"color": "#ffffff"}},
    "transition_in": {"crossfade": 4}, "transition_out": {"crossfade": 4}}]})"));
  CHECK(color_frame(s, 0).at(3, 3).a == 0);
  CHECK(color_frame(s, 1).at(3, 3).a == 64);
  CHECK(color_frame(s, 5).at(3, 3).a == 255);
  CHECK(color_frame(s, 6).at(3, 3).a == 255);
  CHECK(color_frame(s, 9).at(3, 3).a == 64);
}

TEST_CASE("a group goes through a transition as one picture", "[session]") {
  Scene s = open(scene(R"({"sequence": [
    {"group": [{"leaf": {"solid_rect": {"color": "#ff0000"}}}, {"leaf": {"solid_rect": {"color": "#00ff00", "width": 32}}}],
     "range": [0, 10], "transition_out": {"crossfade": 4}},
    {"leaf": {"solid_rect": {"color": "#0000ff"}}, "range": [0, 10], "transition_in": {"crossfade": 4}}]})",
                       16));
  const Picture half = color_frame(s, 8);
  CHECK(half.at(10, 10) == Rgba{0, 128, 128, 255});  // no red shines through the green
  CHECK(half.at(50, 10) == Rgba{128, 0, 128, 255});
}
