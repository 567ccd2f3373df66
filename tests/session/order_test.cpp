// Who covers whom, and when: order by depth, switches, compositions in compositions.
#include "session/fixture.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

constexpr Rgba kRed{255, 0, 0, 255}, kGreen{0, 255, 0, 255}, kBlue{0, 0, 255, 255};

std::string rect(const std::string& color, const std::string& more) {
  return R"({"leaf": {"solid_rect": {"color": ")" + color + R"("}}, )" + more + "}";
}

}  // namespace

TEST_CASE("the nearest of children that are sorted by depth is on top", "[session]") {
  const std::string children =
      R"([)" + rect("#ff0000", R"("transform": {"z": 5})") + ", " +
      rect("#00ff00", R"("transform": {"z": 50})") + ", " +
      rect("#0000ff", R"("transform": {"z": {"keys": [[0, 9], [8, 1]]}})") + "]";
  Scene sorted = open(scene(R"({"depth_sort": true, "stack": )" + children + "}"));
  CHECK(color_frame(sorted, 0).at(9, 9) == kRed);
  CHECK(depth_frame(sorted, 0).value(9, 9) == 5);
  CHECK(color_frame(sorted, 8).at(9, 9) == kBlue);
  CHECK(depth_frame(sorted, 8).value(9, 9) == 1);
  Scene unsorted = open(scene(R"({"stack": )" + children + "}"));
  CHECK(color_frame(unsorted, 0).at(9, 9) == kBlue);
}

TEST_CASE("a switch draws its active child and no other", "[session]") {
  Scene s =
      open(scene(R"({"switch": {"active": {"keys": [[0, 0], [4, 1, "hold"]]}, "children": [)" +
                 rect("#ff0000", R"("range": [0, 10])") + ", " +
                 rect("#00ff00", R"("transform": {"translate": [32, 0]})") + "]}}"));
  CHECK(color_frame(s, 3).at(9, 9) == kRed);
  CHECK(color_frame(s, 4).at(9, 9).a == 0);
  CHECK(color_frame(s, 4).at(40, 9) == kGreen);
}

TEST_CASE("a composition at twice the speed shows each of its frames in half the time",
          "[session]") {
  const std::string root = R"({"kind": {"comp_ref": {"composition": "c", "scale": 2}}})";
  std::string json = scene(root);
  json.insert(json.rfind('}'), R"(, "compositions": {"c": {"fps": 60, "duration": 40, "root":
      {"sequence": [)" + rect("#ff0000", R"("range": [0, 8])") +
                                   ", " + rect("#00ff00", R"("range": [0, 4])") + ", " +
                                   rect("#0000ff", R"("range": [0, 8])") + "]}}}");
  Scene s = open(json);
  const Rgba expected[] = {kRed, kRed, kGreen, kBlue, kBlue, {0, 0, 0, 0}};
  for (int frame = 0; frame < 6; ++frame) {
    CAPTURE(frame);
    CHECK(color_frame(s, frame).at(9, 9) == expected[frame]);
  }
}
