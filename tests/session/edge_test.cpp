// Places where a region, a matrix or a depth runs out.
#include <cmath>
#include <random>

#include "session/fixture.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

constexpr const char* kAssets = R"({"img": {"image": {"source": "checks.png"}}})";

std::string image_at(const std::string& transform, const std::string& more = "") {
  return scene(R"({"stack": [{"leaf": "img", "transform": )" + transform + more + "}]}", 1,
               kAssets);
}

}  // namespace

TEST_CASE("a blurred group that turns out of the canvas renders at every frame", "[session]") {
  Scene s = open(scene(R"({"group": [{"group": [
      {"leaf": {"solid_rect": {"color": "#ffffff", "width": 20, "height": 20}}}],
    "transform": {"anchor": [10, 10], "translate": [{"keys": [[0, 0], [59, 80]]}, -16],
                  "rotation_deg": {"keys": [[0, 0], [59, 360]]}},
    "effects": [{"blur": 1}]}]})",
                       60));
  for (std::int64_t frame = 0; frame < 60; ++frame) color_frame(s, frame);
  CHECK(color_frame(s, 0).at(10, 1).a > 0);
  CHECK(color_frame(s, 59).at(10, 1).a == 0);
}

TEST_CASE("a flattened picture shows nothing, turned or not, blurred or not", "[session]") {
  for (const char* transform : {R"({"translate": [10, 10], "rotation_deg": 45, "scale": [0, 1]})",
                                R"({"scale": [1, 0]})", R"({"scale": 0})"}) {
    for (const char* more : {"", R"(, "effects": [{"blur": 2}])"}) {
      Scene s = open(image_at(transform, more));
      const Picture p = color_frame(s, 0);
      CAPTURE(transform, more);
      for (int y = 0; y < 48; ++y)
        for (int x = 0; x < 64; ++x) REQUIRE(p.at(x, y).a == 0);
    }
  }
}

TEST_CASE("a null shows nothing, also behind effects, in groups and transitions", "[session]") {
  for (const char* more : {"", R"(, "effects": [{"blur": 2}])", R"(, "transition_in": {"wipe": 1})",
                           R"(, "transform": {"rotation_deg": 30, "scale": 3})"}) {
    CAPTURE(more);
    Scene s = open(scene(R"({"group": [{"leaf": {"null": {}})" + std::string(more) + "}]}"));
    const Picture p = color_frame(s, 0);
    for (int y = 0; y < 48; ++y)
      for (int x = 0; x < 64; ++x) REQUIRE(p.at(x, y).a == 0);
  }
}

TEST_CASE("a colour that lifts transparent pixels ends where the layer does", "[session]") {
  const char* lift =
      R"(, "effects": [{"color_matrix": [1,0,0,0,0, 0,1,0,0,0, 0,0,1,0,0, 0,0,0,1,0.5]}])";
  Scene turned = open(image_at(R"({"anchor": [32, 24], "rotation_deg": 45, "scale": 0.5})", lift));
  const Picture p = color_frame(turned, 0);
  CHECK(p.at(32, 24).a > 128);
  CHECK(p.at(16, 8).a == 0);  // in the box around the turned picture, not in the picture
  CHECK(p.at(48, 40).a == 0);
}

TEST_CASE("the gap between blurred layers has their depth, not the group's", "[session]") {
  Scene s = open(scene(R"({"stack": [
    {"leaf": {"solid_rect": {"color": "#ff0000"}}, "transform": {"z": 500}},
    {"group": [
      {"leaf": {"solid_rect": {"color": "#ffffff", "width": 20, "height": 20}}, "transform": {"translate": [10, 20], "z": 300}},
      {"leaf": {"solid_rect": {"color": "#ffffff", "width": 20, "height": 20}}, "transform": {"translate": [32, 20], "z": 300}}],
     "effects": [{"blur": 3}]}]})"));
  const Picture depth = depth_frame(s, 0);
  for (int x = 14; x < 48; ++x) CHECK(depth.value(x, 30) == 300);
  CHECK(depth.value(60, 5) == 500);
}

TEST_CASE("layers that only together cover a pixel set no depth", "[session]") {
  Scene s = open(scene(R"({"stack": [
    {"leaf": {"solid_rect": {"color": "#ff0000"}}, "transform": {"z": 500}},
    {"group": [{"leaf": {"solid_rect": {"color": "#ffffff70"}}, "transform": {"z": 1}},
               {"leaf": {"solid_rect": {"color": "#ffffff70"}}, "transform": {"z": 2}}], "opacity": 0.99}]})"));
  CHECK(depth_frame(s, 0).value(9, 9) == 500);
}

TEST_CASE("the opacity of a group counts towards the half of its layers", "[session]") {
  Scene s = open(scene(R"({"stack": [{"group": [
    {"leaf": {"solid_rect": {"color": "#ffffff"}}, "transform": {"z": 300}},
    {"leaf": {"solid_rect": {"color": "#ff0000"}}, "opacity": 0.6, "transform": {"z": 200}}], "opacity": 0.7}]})"));
  CHECK(depth_frame(s, 0).value(9, 9) == 300);
}

TEST_CASE("an effect around a transition does not move its edge, however it is turned",
          "[session]") {
  const auto wipe_in_group = [](const char* turn, const char* sigma) {
    return scene(std::string(R"({"stack": [{"group": [{"range": [0, 16], "sequence": [
      {"leaf": {"solid_rect": {"color": "#ff0000"}}, "range": [0, 10], "transition_out": {"wipe": 4}},
      {"leaf": {"solid_rect": {"color": "#0000ff"}}, "range": [0, 10], "transition_in": {"wipe": 4}}]}],
      "transform": {"anchor": [32, 24], )") +
                     turn + R"(}, "effects": [{"blur": )" + sigma + "}]}]}",
                 16);
  };
  for (const char* turn : {R"("scale": 0.8)", R"("rotation_deg": 180)", R"("scale": [-1, 1])"}) {
    Scene sharp = open(wipe_in_group(turn, "0")), soft = open(wipe_in_group(turn, "0.5"));
    const Picture a = color_frame(sharp, 8), b = color_frame(soft, 8);
    for (int x = 12; x < 50; ++x) {
      CAPTURE(turn, x);
      if (std::abs(x - 32) > 3) CHECK(std::abs(a.at(x, 20).r - b.at(x, 20).r) <= 2);
    }
  }
}

TEST_CASE("a blurred picture with clamped edges keeps them when it is enlarged", "[session]") {
  Scene s = open(scene(R"({"stack": [{"leaf": "o", "transform": {"scale": [1.5, 1.25]},
    "effects": [{"blur": {"sigma": 4, "edge": "clamp"}}]}]})",
                       1, R"({"o": {"image": {"source": "opaque.png"}}})"));
  const Picture p = color_frame(s, 0);
  for (int x = 1; x < 64; ++x) CHECK(p.at(x, 20).a == 255);
}

TEST_CASE("depth is measured at the frames where it is extreme", "[session]") {
  Scene s = open(scene(R"({"stack": [
    {"group": [{"leaf": {"solid_rect": {"color": "#ffffff"}}, "range": [4, 9],
                "transform": {"z": {"keys": [[0, 0], [2.5, -10], [4, 5]]}}}],
     "transform": {"z": {"keys": [[0, 0], [20, 200]]}}}]})",
                       1000000000));
  const auto facts = s.session->facts(1u << LATTICE_PLANE_DEPTH);
  REQUIRE(facts);
  // The leaf lives in frames 4 to 8, where the group is at 40, 50, ..., 80 and the leaf at
  // 0, -4, -8, -5, 5.
  CHECK((*facts)->depth_near == Approx(40));
  CHECK((*facts)->depth_far == Approx(85));
}

// Random small scenes, drawn once as they are and once moved by whole pixels inside a larger
// canvas: no region may cut off what is seen, and nothing may crash.
TEST_CASE("what is outside the canvas never changes what is inside", "[session]") {
  constexpr int kScenes = 60, kMargin = 40;
  std::mt19937 random(7);
  const auto number = [&](double low, double high) {
    return std::to_string(low + (high - low) * static_cast<double>(random() % 1000) / 999.0);
  };
  for (int i = 0; i < kScenes; ++i) {
    std::string content;
    for (int layer = 0; layer < 3; ++layer) {
      const bool solid = random() % 2 == 0;
      std::string node =
          solid ? R"({"leaf": {"solid_rect": {"color": "#80ff40c0", "width": 30, "height": 17}})"
                : R"({"leaf": "img")";
      node += R"(, "transform": {"translate": [)" + number(-60, 70) + "," + number(-50, 60) +
              R"(], "rotation_deg": )" + number(-180, 180) + R"(, "scale": [)" + number(-1.5, 1.5) +
              "," + number(0.2, 1.5) + "]}";
      if (random() % 2 == 0) node += R"(, "effects": [{"blur": )" + number(0, 4) + "}]";
      node += R"(, "opacity": )" + number(0.3, 1) + "}";
      content += (layer == 0 ? "" : ",") + node;
    }
    const std::string group = R"({"group": [)" + content +
                              R"(], "opacity": 0.8, "effects": [{"blur": )" + number(0, 2) +
                              R"(}], "transform": {"rotation_deg": )" + number(-90, 90) +
                              R"(, "scale": )" + number(0.3, 2) + "}}";
    const std::string root = R"({"stack": [)" + group + "]}";
    const std::string moved = R"({"stack": [{"group": [)" + group +
                              R"(], "transform": {"translate": [)" + std::to_string(kMargin) + "," +
                              std::to_string(kMargin) + "]}}]}";
    Scene small = open(scene(root, 1, kAssets));
    std::string larger = scene(moved, 1, kAssets);
    larger.replace(larger.find("64"), 2, std::to_string(64 + 2 * kMargin));
    larger.replace(larger.find("48"), 2, std::to_string(48 + 2 * kMargin));
    Scene large = open(larger);
    const Picture a = color_frame(small, 0), b = color_frame(large, 0);
    CAPTURE(i, root);
    for (int y = 0; y < 48; ++y) {
      for (int x = 0; x < 64; ++x) {
        const Rgba p = a.at(x, y), q = b.at(x + kMargin, y + kMargin);
        // Positions are rounded to 1/256 pixel after the move: one code value may differ.
        REQUIRE(std::abs(p.r - q.r) <= 2);
        REQUIRE(std::abs(p.a - q.a) <= 2);
      }
    }
    depth_frame(small, 0);
  }
}
