#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using anim::Ease;
using test::diagnostics_of;
using test::leaf;
using test::load;

namespace {

// The transform of a leaf that has it.
struct Read {
  ir::Composition composition;
  const ir::Transform& transform() const { return composition.nodes[0].transform; }
  double at(const anim::F64& lane, double frame) const {
    return anim::sample(composition.curves, lane, frame);
  }
};

Read with_transform(const std::string& transform) {
  auto result = load(leaf("\"transform\": {" + transform + "}"));
  REQUIRE(diagnostics_of(result) == "");
  return {std::move(result.composition)};
}

}  // namespace

TEST_CASE("without a transform nothing moves", "[schema][anim]") {
  const Read read = with_transform("");
  const ir::Transform& t = read.transform();
  CHECK(t.scale_x.constant == 1);
  CHECK(t.scale_y.constant == 1);
  CHECK(t.translate_x.constant == 0);
  CHECK(t.z.constant == 0);
  CHECK(read.composition.nodes[0].opacity.constant == 1);
}

TEST_CASE("a vec2 is one number, a pair or an object, with an Anim in either place",
          "[schema][anim]") {
  const Read read = with_transform(
      R"("translate": [3, {"keys": [[0, 0], [10, 100]]}], "scale": 2, "anchor": {"y": 5, "x": 4},
         "rotation_deg": 180, "skew_deg": [90, -45], "z": -7)");
  const ir::Transform& t = read.transform();
  CHECK(t.translate_x.constant == 3);
  CHECK(t.translate_x.is_constant());
  CHECK(read.at(t.translate_y, 5) == 50);
  CHECK(t.scale_x.constant == 2);
  CHECK(t.scale_y.constant == 2);
  CHECK(t.anchor_x.constant == 4);
  CHECK(t.anchor_y.constant == 5);
  CHECK(t.rotation_rad.constant == Approx(3.141592653589793));
  CHECK(t.skew_x_rad.constant == Approx(1.5707963267948966));
  CHECK(t.skew_y_rad.constant == Approx(-0.7853981633974483));
  CHECK(t.z.constant == -7);
}

TEST_CASE("keyframes have two spellings that mean the same", "[schema][anim]") {
  const char* spellings[] = {
      R"("rotation_deg": {"keys": [[0, 0], [10, 90], [20, 180, "hold"]]})",
      R"("rotation_deg": {"keyframes": {"keys": [{"frame": 0, "value": 0},
           {"value": 90, "frame": 10, "ease": "linear"},
           {"frame": 20, "value": 180, "ease": "hold"}]}})",
      R"("rotation_deg": {"keyframes": {"mode": "hold", "default": 3, "keys": [
           {"frame": 0, "value": 0}, {"frame": 10, "value": 90, "ease": "linear"},
           {"frame": 20, "value": 180}]}})",
  };
  for (const char* spelling : spellings) {
    CAPTURE(spelling);
    const Read read = with_transform(spelling);
    const anim::F64 lane = read.transform().rotation_rad;
    REQUIRE_FALSE(lane.is_constant());
    CHECK(read.at(lane, 5) == Approx(0.7853981633974483));
    CHECK(read.at(lane, 19) == Approx(1.5707963267948966));
    CHECK(read.at(lane, 20) == Approx(3.141592653589793));
  }
}

TEST_CASE("whole vectors in keyframes become lanes", "[schema][anim]") {
  const Read read = with_transform(
      R"("translate": {"keys": [[0, [1, 2]], [10, {"x": 11, "y": 22}]]},
         "scale": {"keys": [[0, 1], [10, 2]]})");
  const ir::Transform& t = read.transform();
  CHECK(read.at(t.translate_x, 5) == 6);
  CHECK(read.at(t.translate_y, 5) == 12);
  CHECK(read.at(t.scale_x, 5) == 1.5);
  CHECK(read.at(t.scale_y, 5) == 1.5);
}

TEST_CASE("a default stands in for keys that are not there", "[schema][anim]") {
  const Read read =
      with_transform(R"("translate": {"keyframes": {"keys": [], "default": [3, 4]}})");
  CHECK(read.transform().translate_x.is_constant());
  CHECK(read.transform().translate_x.constant == 3);
  CHECK(read.transform().translate_y.constant == 4);
}

TEST_CASE("opacity is within 0..1 when it is constant", "[schema][anim]") {
  CHECK(diagnostics_of(leaf(R"("opacity": 0)")) == "");
  CHECK(diagnostics_of(leaf(R"("opacity": 1)")) == "");
  CHECK(diagnostics_of(leaf(R"("opacity": {"keys": [[0, -1], [5, 2]]})")) == "");
  CHECK(diagnostics_of(leaf(R"("opacity": 1.5)")) ==
        "scene.json:/root/opacity: \"opacity\" must be in 0..1, not 1.5 (node \"card\")");
  CHECK(diagnostics_of(leaf(R"("opacity": {"keyframes": {"keys": [], "default": -1}})")) ==
        "scene.json:/root/opacity/keyframes/default: \"default\" must be in 0..1, not -1 "
        "(node \"card\")");
}

TEST_CASE("each wrong Anim has its sentence", "[schema][anim]") {
  struct Case {
    const char* extra;
    const char* expected;
  };
  const Case cases[] = {
      {R"("opacity": "=1 - time.progress")",
       "/opacity: an expression for \"opacity\" is not supported by this version; write a constant "
       "or keyframes"},
      {R"("opacity": {"expr": "=1"})",
       "/opacity: an expression for \"opacity\" is not supported by this version; write a constant "
       "or keyframes"},
      {R"("opacity": {"procedural": {}})",
       "/opacity: \"procedural\" for \"opacity\" is not supported by this version; write a "
       "constant or keyframes"},
      {R"("opacity": {"delay": {"frames": 1, "of": 1}})",
       "/opacity: \"delay\" for \"opacity\" is not supported by this version; write a constant or "
       "keyframes"},
      {R"("opacity": {"stagger": {}})",
       "/opacity: \"stagger\" for \"opacity\" is not supported by this version; write a constant "
       "or keyframes"},
      {R"("opacity": "1")", "/opacity: \"opacity\" must be a number, not a string"},
      {R"("opacity": null)", "/opacity: \"opacity\" must be a number, not null"},
      {R"("opacity": {"value": 1})", "/opacity: \"opacity\" must be a number, not an object"},
      {R"("opacity": {"keys": []})",
       "/opacity: the keyframes of \"opacity\" are empty; add a key, or a \"default\""},
      {R"("opacity": {"keys": 7})",
       "/opacity/keys: \"keys\" must be an array of keys, not a number"},
      {R"("opacity": {"keys": [[0, 1], [0, 0]]})",
       "/opacity/keys/1: keyframes must increase: frame 0 follows frame 0"},
      {R"("opacity": {"keys": [[0, 1], [5]]})",
       "/opacity/keys/1: a key is [frame, value] or [frame, value, ease]"},
      {R"("opacity": {"keys": [[0, "x"]]})",
       "/opacity/keys/0/1: \"keys\"[0][1] must be a number, not a string"},
      {R"("opacity": {"keys": [["0", 1]]})",
       "/opacity/keys/0/0: \"keys\"[0][0] must be a number, not a string"},
      {R"("opacity": {"keys": [[0, {"keys": [[0, 1]]}]]})",
       "/opacity/keys/0/1: \"keys\"[0][1] must be a number, not an object"},
      {R"("opacity": {"keys": [[0, 1, "ease_out_cubic"]]})",
       "/opacity/keys/0/2: ease \"ease_out_cubic\" is not supported by this version; supported: "
       "hold, linear"},
      {R"("opacity": {"keys": [[0, 1, [0.3, 0, 0.2, 1]]]})",
       "/opacity/keys/0/2: a cubic Bezier curve as ease is not supported by this version; "
       "supported: hold, linear"},
      {R"("opacity": {"keys": [[0, 1, {"spring": {}}]]})",
       "/opacity/keys/0/2: a spring as ease is not supported by this version; supported: hold, "
       "linear"},
      {R"("opacity": {"keys": [[0, 1, "liner"]]})",
       "/opacity/keys/0/2: unknown ease \"liner\"; did you mean \"linear\"?"},
      {R"("opacity": {"keys": [[0, 1]], "mode": "hold"})",
       "/opacity/mode: unknown key \"mode\"; known: keyframes, keys"},
      {R"("opacity": {"keyframes": {"mode": "hold"}})",
       "/opacity/keyframes: \"keyframes\" needs \"keys\"; add it"},
      {R"("opacity": {"keyframes": []})",
       "/opacity/keyframes: \"keyframes\" must be an object, not an array"},
      {R"("opacity": {"keyframes": {"keys": [{"frame": 0}]}})",
       "/opacity/keyframes/keys/0: a key needs \"value\"; add it"},
      {R"("opacity": {"keyframes": {"keys": [[0, 1]]}})",
       "/opacity/keyframes/keys/0: \"keys\"[0] must be an object {\"frame\", \"value\", \"ease\"}, "
       "not an array"},
      {R"("opacity": {"keyframes": {"keys": [{"frame": 0, "value": 1, "eas": "hold"}]}})",
       "/opacity/keyframes/keys/0/eas: unknown key \"eas\"; did you mean \"ease\"?"},
      {R"("transform": {"translate": [1]})",
       "/transform/translate: \"translate\" must have 2 numbers, not 1"},
      {R"("transform": {"translate": {"x": 1}})",
       "/transform/translate: \"translate\" needs \"y\"; add it"},
      {R"("transform": {"translate": {"x": 1, "y": 1, "z": 1}})",
       "/transform/translate/z: unknown key \"z\"; did you mean \"x\"?"},
      {R"("transform": {"translate": true})",
       "/transform/translate: \"translate\" must be a number, [x, y] or {\"x\", \"y\"}, not a "
       "boolean"},
      {R"("transform": {"translate": ["=1", 0]})",
       "/transform/translate/0: an expression for \"translate\"[0] is not supported by this "
       "version; write a constant or keyframes"},
      {R"("transform": {"z": [1, 2]})", "/transform/z: \"z\" must be a number, not an array"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.extra);
    CHECK(diagnostics_of(leaf(c.extra)) ==
          "scene.json:/root" + std::string(c.expected) + " (node \"card\")");
  }
}
