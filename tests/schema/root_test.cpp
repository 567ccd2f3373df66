#include "schema/fps.h"
#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using test::composition;
using test::diagnostics_of;
using test::load;
using test::with;

namespace {

const std::string kLeaf = R"({"leaf": "bg"})";

std::string of_root(std::string_view extra) { return diagnostics_of(composition(kLeaf, extra)); }

}  // namespace

TEST_CASE("a root with only what is required has the documented defaults", "[schema][root]") {
  const auto result = load(composition(kLeaf));
  REQUIRE(diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  CHECK(c.width == 100);
  CHECK(c.height == 50);
  CHECK(c.background == image::Color{0, 0, 0, 0});
  CHECK(c.fps == Rational{30, 1});
  CHECK(c.duration_frames == 60);
  CHECK(c.seed == 0);
  REQUIRE(c.nodes.size() == 1);
  CHECK(c.nodes[0].end_frame == 60);
  CHECK(c.text(c.nodes[0].id) == "n");
}

TEST_CASE("each rule of the root has its sentence", "[schema][root]") {
  struct Case {
    const char* old;
    const char* replacement;
    const char* expected;
  };
  const Case cases[] = {
      {"\"0.3\"", "\"0.2\"",
       "/version: version \"0.2\" is not supported; this program reads version \"0.3\""},
      {"\"0.3\"", "0.3", "/version: \"version\" must be the string \"0.3\", not a number"},
      {"\"version\": \"0.3\", ", "", " a composition needs \"version\"; add it"},
      {"\"duration\": 60, ", "", " a composition needs \"duration\"; add it"},
      {"\"canvas\": {\"width\": 100, \"height\": 50}, ", "",
       " a composition needs \"canvas\"; add it"},
      {"60", "0", "/duration: \"duration\" must be a whole number in 1..2147483647, not 0"},
      {"60", "2147483648",
       "/duration: \"duration\" must be a whole number in 1..2147483647, not 2147483648"},
      {"60", "1.5", "/duration: \"duration\" must be a whole number in 1..2147483647, not 1.5"},
      {"60", "\"60\"", "/duration: \"duration\" must be a number, not a string"},
      {"100", "16385", "/canvas/width: \"width\" must be a whole number in 1..16384, not 16385"},
      {"100", "0", "/canvas/width: \"width\" must be a whole number in 1..16384, not 0"},
      {"50}", "-1}", "/canvas/height: \"height\" must be a whole number in 1..16384, not -1"},
      {"\"width\": 100, ", "", "/canvas: the canvas needs \"width\"; add it"},
      {"50}", "50, \"depth\": 1}",
       "/canvas/depth: unknown key \"depth\"; known: width, height, background"},
      {"50}", "50, \"backgruond\": \"#000\"}",
       "/canvas/backgruond: unknown key \"backgruond\"; did you mean \"background\"?"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.old, c.replacement);
    CHECK(diagnostics_of(with(composition(kLeaf), c.old, c.replacement)) ==
          std::string("scene.json:") + c.expected);
  }
}

TEST_CASE("each optional part of the root has its rules", "[schema][root]") {
  struct Case {
    const char* extra;
    const char* expected;  // empty: accepted
  };
  const Case cases[] = {
      {R"("seed": 18446744073709551615,)", ""},
      {R"("seed": -1,)",
       "/seed: \"seed\" must be a whole number in 0..18446744073709551615, not -1"},
      {R"("seed": 18446744073709551616,)",
       "/seed: \"seed\" must be a whole number in 0..18446744073709551615, not "
       "18446744073709551616"},
      {R"("seed": "7",)", "/seed: \"seed\" must be a number, not a string"},
      {R"("time": {"model": "finite"},)", ""},
      {R"("time": {"model": "cyclic", "period": 2, "mode": "loop"},)", ""},
      {R"("time": {"model": "infinite", "window": 0.5},)", ""},
      {R"("time": {"model": "cyclic"},)",
       "/time: the time model \"cyclic\" needs \"period\"; add it"},
      {R"("time": {"model": "cyclic", "period": 0},)",
       "/time/period: \"period\" must be greater than 0 seconds"},
      {R"("time": {"model": "cyclic", "period": 2, "mode": "pingpng"},)",
       "/time/mode: unknown mode \"pingpng\"; did you mean \"pingpong\"?"},
      {R"("time": {"model": "infinite", "window": 2, "period": 2},)",
       "/time/period: unknown key \"period\"; known: model, window"},
      {R"("time": {"model": "finit"},)",
       "/time/model: unknown time model \"finit\"; did you mean \"finite\"?"},
      {R"("time": {"model": "finite", "period": 2},)",
       "/time/period: unknown key \"period\"; known: model"},
      {R"("time": {},)", "/time: \"time\" needs \"model\"; add it"},
      {R"("color": {"working": "srgb8", "view": "srgb"},)", ""},
      {R"("color": {},)", ""},
      {R"("color": {"working": "acescg_f32"},)", ""},
      {R"("color": {"working": "srgb"},)",
       "/color/working: unknown working space \"srgb\"; did you mean \"srgb8\"?"},
      {R"("color": {"view": "aces"},)", "/color/view: unknown view \"aces\"; known: srgb"},
      {R"("variables": {}, "compositions": {}, "camera": null, "motion_blur": null,)", ""},
      {R"("compositions": {"lower/third": 7},)",
       "/compositions/lower~1third: \"lower/third\" must be an object, not a number"},
      {R"("compositions": [],)", "/compositions: \"compositions\" must be an object, not an array"},
      {R"("camera": {},)", ""},
      {R"("camera": 7,)", "/camera: \"camera\" must be an object, not a number"},
      {R"("camera": {"target": [0, 0, 0], "rotation_deg": [0, 0, 0]},)",
       "/camera: a camera has \"target\" or \"rotation_deg\", not both; keep one"},
      {R"("camera": {"up": [0, 0, 0]},)",
       "/camera/up: \"up\" must not be [0, 0, 0]; write [0, -1, 0]"},
      {R"("camera": {"up": [0, 0, -3]},)",
       "/camera/up: \"up\" must not be along z, where the camera looks before it is turned; write "
       "another direction, such as [0, -1, 0]"},
      {R"("camera": {"position": [5, 0, 5], "target": [5, 9, 5]},)",
       "/camera: \"up\" must not be along the line from \"position\" to \"target\"; write another "
       "direction, such as [0, 0, 1]"},
      {R"("camera": {"position": [5, 0, 5], "target": [5, 9, 5], "up": [0, 0, 1]},)", ""},
      {R"("camera": {"position": [1, 2, 3], "target": [-1, -2, -3], "up": [2, 4, 6]},)",
       "/camera/up: \"up\" must not be along the line from \"position\" to \"target\"; write "
       "another direction, such as [0, -1, 0]"},
      {R"("camera": {"position": [1, 2, 3], "target": ["=0.5 + 0.5", 2, 3]},)",
       "/camera/target: \"target\" must not be the position of the camera; move one of them"},
      {R"("camera": {"position": [0, 2, 0], "target": [0, {"keys": [[0, 2], [9, 5]]}, 0]},)", ""},
      {R"("camera": {"position": [0, 0, 0], "target": 5},)",
       "/camera/target: \"target\" must be [x, y, z] or {\"x\", \"y\", \"z\"}, not a number"},
      {R"("camera": {"fov_deg": 180},)",
       "/camera/fov_deg: \"fov_deg\" must be in 0.01..179.99, not 180"},
      {R"("camera": {"near": 20, "far": 10},)",
       "/camera/far: \"far\" (10) must be beyond \"near\" (20)"},
      {R"("camera": {"position": [1, 2]},)",
       "/camera/position: \"position\" must have 3 numbers, not 2"},
      {R"("camera": {"fov": 50},)",
       "/camera/fov: unknown key \"fov\"; known: position, target, "
       "rotation_deg, up, fov_deg, near, far"},
      {R"("motion_blur": {"samples": 8},)", ""},
      {R"("motion_blur": {"samples": 0},)",
       "/motion_blur/samples: \"samples\" must be a whole number in 1..1024, not 0"},
      {R"("motion_blur": {"shutter_angle": 8},)",
       "/motion_blur/shutter_angle: unknown key \"shutter_angle\"; did you mean "
       "\"shutter_angle_deg\"?"},
      {R"("metadata": [1, {"any": null}],)", ""},
      {R"("fsp": 30,)", "/fsp: unknown key \"fsp\"; did you mean \"fps\"?"},
      {R"("seed": 1, "seed": 2,)", "/seed: the key \"seed\" stands here twice; remove one"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.extra);
    CHECK(of_root(c.extra) == (*c.expected ? std::string("scene.json:") + c.expected : ""));
  }
}

TEST_CASE("a document that is no object is refused", "[schema][root]") {
  CHECK(diagnostics_of("[]") == "scene.json: the document must be an object, not an array");
  CHECK(diagnostics_of("null") == "scene.json: the document must be an object, not null");
}

TEST_CASE("frame rates are exact fractions", "[schema][fps]") {
  struct Case {
    double written;
    int num, den;
  };
  const Case cases[] = {{23.976, 24000, 1001},
                        {23.976024, 24000, 1001},
                        {29.97, 30000, 1001},
                        {47.952, 48000, 1001},
                        {59.94, 60000, 1001},
                        {119.88, 120000, 1001},
                        {30, 30, 1},
                        {24, 24, 1},
                        {1, 1, 1},
                        {12.5, 25, 2},
                        {0.5, 1, 2},
                        {23.98, 1199, 50},
                        {14.985, 2997, 200},
                        {0.001, 1, 1000},
                        {2147483647, 2147483647, 1}};
  for (const Case& c : cases) {
    CAPTURE(c.written);
    const auto rate = schema::rational_fps(c.written);
    REQUIRE(rate);
    CHECK(rate->num == c.num);
    CHECK(rate->den == c.den);
  }
  for (const double bad : {0.0, -30.0, 29.9712345, 3.14159265358979, 1e-9, 0.0005, 1e300, 1e10})
    CHECK_FALSE(schema::rational_fps(bad));
}

TEST_CASE("each rule of fps has its sentence", "[schema][fps]") {
  CHECK(load(composition(kLeaf, R"("fps": {"num": 60000, "den": 2002},)")).composition.fps ==
        Rational{30000, 1001});
  CHECK(of_root(R"("fps": 0,)") == "scene.json:/fps: \"fps\" must be greater than 0, not 0");
  CHECK(of_root(R"("fps": 29.9712345,)") ==
        "scene.json:/fps: \"fps\" 29.9712345 is not a fraction with a denominator up to 1001; "
        "write {\"num\", \"den\"}");
  CHECK(of_root(R"("fps": "30",)") ==
        "scene.json:/fps: \"fps\" must be a number or {\"num\", \"den\"}, not a string");
  CHECK(of_root(R"("fps": {"num": 30, "den": 0},)") ==
        "scene.json:/fps/den: \"den\" must be a whole number in 1..2147483647, not 0");
  CHECK(of_root(R"("fps": {"num": 30},)") == "scene.json:/fps: a frame rate needs \"den\"; add it");
}

TEST_CASE("each rule of images and rectangles has its sentence", "[schema][assets]") {
  const auto of_asset = [](const char* asset) {
    return diagnostics_of(
        with(composition(kLeaf), R"({"solid_rect": {"color": "#336699"}})", asset));
  };
  struct Case {
    const char* asset;
    const char* expected;
  };
  const Case cases[] = {
      {R"({"image": {"source": "a.png"}})", ""},
      {R"({"solid_rect": {"color": "#fff", "width": 0, "height": 2.5, "radius": 0}})", ""},
      {R"({"solid_rect": {"color": "#fff", "width": -1}})",
       "/solid_rect/width: \"width\" must be in 0..1000000, not -1"},
      {R"({"solid_rect": {}})", "/solid_rect: a solid_rect needs \"color\"; add it"},
      {R"({"solid_rect": {"colour": "#fff", "color": "#fff"}})",
       "/solid_rect/colour: unknown key \"colour\"; did you mean \"color\"?"},
      {R"({"image": {}})", "/image: an image needs \"source\"; add it"},
      {R"({"image": {"source": ""}})", "/image/source: \"source\" must not be empty"},
      {R"({"image": {"source": "a\u0000b"}})",
       "/image/source: \"source\" must not contain the character U+0000"},
      {R"({"image": "a.png"})", "/image: \"image\" must be an object, not a string"},
      {R"({"imgae": {}})", "/imgae: unknown asset kind \"imgae\"; did you mean \"image\"?"},
      {R"({})",
       ": an asset has one key, its kind, not 0; its kind is one of image, solid_rect, video, "
       "audio, svg, path, text, gradient, noise, mesh, particles, null"},
      {R"("a.png")",
       ": \"bg\" must be an object such as {\"image\": {\"source\": \"bg.jpg\"}}, not a string"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.asset);
    CHECK(of_asset(c.asset) ==
          (*c.expected ? std::string("scene.json:/assets/bg") + c.expected : ""));
  }
}

TEST_CASE("rectangles fill the canvas and sources are absolute", "[schema][assets]") {
  const auto result = schema::load_composition(
      composition(R"({"group": [{"leaf": "bg"}, {"leaf": {"image": {"source": "../p/a.png"}}},
                                {"leaf": {"image": {"source": "/x//b.png"}}}]})"),
      "/films/one/scene.json", test::kinds());
  REQUIRE(diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  REQUIRE(c.assets.size() == 3);
  CHECK(c.assets[0].width == 100);
  CHECK(c.assets[0].height == 50);
  CHECK(c.text(c.assets[1].source) == "/films/p/a.png");
  CHECK(c.text(c.assets[1].key) == "n.1");
  CHECK(c.text(c.assets[2].source) == "/x/b.png");
}
