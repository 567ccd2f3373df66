#include <cmath>

#include "session/fixture.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("an image lands pixel for pixel where it is put", "[session]") {
  Scene s = open(scene(R"({"stack": [{"leaf": "checks", "transform": {"translate": [5, 7]}}]})", 1,
                       R"({"checks": {"image": {"source": "checks.png"}}})"));
  Scene at_origin = open(scene(R"({"stack": [{"leaf": "checks"}]})", 1,
                               R"({"checks": {"image": {"source": "checks.png"}}})"));
  const Picture moved = color_frame(s, 0), still = color_frame(at_origin, 0);
  for (int y = 0; y < 48 - 7; ++y)
    for (int x = 0; x < 64 - 5; ++x) REQUIRE(moved.at(x + 5, y + 7) == still.at(x, y));
  CHECK(moved.at(4, 20).a == 0);
}

TEST_CASE("the background is drawn under everything", "[session]") {
  Scene s = open(R"({"version": "0.3", "canvas": {"width": 8, "height": 8, "background": "#336699"},
    "fps": 30, "duration": 1, "root": {"stack": [{"leaf": {"solid_rect": {"color": "#ffffff80", "width": 4}}}]}})");
  const Picture p = color_frame(s, 0);
  CHECK(p.at(6, 4) == Rgba{0x33, 0x66, 0x99, 255});
  CHECK(p.at(1, 4) == Rgba{0x99, 0xb3, 0xcc, 255});
}

TEST_CASE("a transparent group of overlapping layers fades as one", "[session]") {
  const std::string group = R"({"stack": [{"group": [
    {"leaf": {"solid_rect": {"color": "#ff0000"}}}, {"leaf": {"solid_rect": {"color": "#0000ff"}}}],
    "opacity": 0.5}]})";
  Scene s = open(scene(group));
  CHECK(color_frame(s, 0).at(5, 5) == Rgba{0, 0, 128, 128});
}

TEST_CASE("a transparent group of layers side by side needs no surface", "[session]") {
  Scene s = open(scene(R"({"stack": [{"group": [
    {"leaf": {"solid_rect": {"color": "#ff0000", "width": 20}}},
    {"leaf": {"solid_rect": {"color": "#0000ff", "width": 20}}, "transform": {"translate": [30, 0]}}],
    "opacity": 0.5}]})"));
  CHECK(count(*s.session->inspect_plan(0, false), "\"kind\": \"fill\"") == 1);
  CHECK(color_frame(s, 0).at(5, 5) == Rgba{128, 0, 0, 128});
}

TEST_CASE("a surface read in place by one reader lives in tiles only", "[session]") {
  Scene s = open(scene(R"({"stack": [{"group": [
    {"leaf": {"solid_rect": {"color": "#ff0000"}}}, {"leaf": {"solid_rect": {"color": "#0000ff"}}}],
    "opacity": 0.5}]})"));
  const std::string plan = *s.session->inspect_plan(0, false);
  CHECK(count(plan, "\"storage\": \"tile\"") == 1);
}

TEST_CASE("surfaces are as large as what is in them and is looked at", "[session]") {
  Scene s = open(
      scene(R"({"stack": [{"leaf": {"solid_rect": {"color": "#ffffff", "width": 10, "height": 6}},
    "transform": {"translate": [58, 20]}, "effects": [{"blur": 1}]}]})"));
  const std::string plan = *s.session->inspect_plan(0, false);
  check_golden("plan/small_blur.json", plan);
  // The blurred card hangs over the right edge: what is outside the canvas is not made.
  const Picture p = color_frame(s, 0);
  CHECK(p.at(63, 23).a > 200);
  CHECK(p.at(30, 23).a == 0);
}

TEST_CASE("what lies outside the canvas leaves no op", "[session]") {
  Scene s = open(
      scene(R"({"stack": [{"leaf": {"solid_rect": {"color": "#ffffff", "width": 10, "height": 6}},
    "transform": {"translate": [500, 20]}, "effects": [{"blur": 3}]}]})"));
  const std::string plan = *s.session->inspect_plan(0, false);
  CHECK(count(plan, "\"kind\": \"filter\"") == 0);
  CHECK(count(plan, "\"kind\": \"draw\"") == 0);
}

TEST_CASE("a blurred layer that is scaled is blurred before its transform", "[session]") {
  // Twice the size and half the sigma looks the same as the size itself and the sigma.
  const auto card = [](const char* size, const char* scale, const char* sigma) {
    return scene(
        std::string(R"({"stack": [{"leaf": {"solid_rect": {"color": "#ffffff", "width": )") + size +
        R"(, "height": )" + size + R"(}}, "effects": [{"blur": )" + sigma +
        R"(}], "transform": {"translate": [16, 12], "scale": )" + scale + "}}]}");
  };
  Scene direct = open(card("24", "1", "4")), scaled = open(card("12", "2", "2"));
  CHECK(worst_difference(color_frame(direct, 0), color_frame(scaled, 0)) <= 2);
}

TEST_CASE("a transform without an area shows nothing", "[session]") {
  Scene s = open(scene(
      R"({"stack": [{"leaf": {"solid_rect": {"color": "#ffffff"}}, "transform": {"scale": [0, 1]}},
    {"group": [{"leaf": {"solid_rect": {"color": "#ffffff"}}}], "effects": [{"blur": 2}], "transform": {"scale": 0}}]})"));
  CHECK(color_frame(s, 0).at(0, 0).a == 0);
}

TEST_CASE("a turned solid has edges by exact area", "[session]") {
  Scene s = open(
      scene(R"({"stack": [{"leaf": {"solid_rect": {"color": "#ffffff", "width": 20, "height": 20}},
    "transform": {"translate": [20.5, 10.25]}}]})"));
  const Picture p = color_frame(s, 0);
  CHECK(p.at(20, 15).a == 128);
  CHECK(p.at(30, 10).a == 191);
  CHECK(p.at(20, 10).a == 96);  // 0.5 * 0.75
  CHECK(p.at(30, 15).a == 255);
}
