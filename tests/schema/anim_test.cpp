#include "anim/sample.h"
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
    return anim::sample(composition.curves, lane, {frame});
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
      {R"("opacity": "=1 - time.progres")",
       "/opacity: column 11: unknown time \"progres\"; did you mean \"progress\"?"},
      {R"("opacity": {"expr": "=vec2(1, 1) "})",
       "/opacity/expr: column 2: this gives a vec2, and a number is wanted"},
      {R"("opacity": {"procedural": {}})",
       "/opacity/procedural: \"procedural\" needs \"params\"; add it"},
      {R"("opacity": {"procedural": {"params": {"sin": {}}}})",
       "/opacity/procedural/params/sin: unknown procedural \"sin\"; did you mean \"sine\"?"},
      {R"("opacity": {"procedural": {"params": {}}})",
       "/opacity/procedural/params: \"params\" must be an object with one key: sine, noise1d, "
       "envelope or spring, not an object"},
      {R"("opacity": {"delay": {"frames": 1}})",
       "/opacity/delay: the combinator needs \"of\"; add it"},
      {R"("opacity": {"delay": 1})", "/opacity/delay: \"delay\" must be an object, not a number"},
      {R"("opacity": {"delay": {"frames": 1, "of": 1}, "speed": {}})",
       "/opacity/speed: unknown key \"speed\"; known: delay"},
      {R"("opacity": {"loop": {"period": 0, "of": 1}})",
       "/opacity/loop/period: \"period\" must be greater than 0 frames"},
      {R"("opacity": {"loop": {"period": 5, "mode": "bounce", "of": 1}})",
       "/opacity/loop/mode: unknown loop mode \"bounce\"; known: repeat, pingpong"},
      {R"("opacity": {"speed": {"rate": -1, "of": 1}})",
       "/opacity/speed/rate: \"rate\" must be in 0..1000000, not -1"},
      {R"("opacity": {"mix": {"a": 0, "b": 1}})", "/opacity/mix: \"mix\" needs \"t\"; add it"},
      {R"("opacity": {"sequence": {"parts": []}})",
       "/opacity/sequence/parts: \"parts\" is empty; add a part {\"frames\", \"of\"}"},
      {R"("opacity": {"sequence": {"parts": [{"of": 1}, {"of": 0}]}})",
       "/opacity/sequence/parts/0: the combinator needs \"frames\"; add it"},
      {R"("opacity": {"stagger": {"index": 2, "of": 0}})",
       "/opacity/stagger: the combinator needs \"step\"; add it"},
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
      {R"("opacity": {"keys": [[0, 1, [0.3, 0, 0.2]]]})",
       "/opacity/keys/0/2: a cubic Bezier ease has four numbers: [x1, y1, x2, y2]"},
      {R"("opacity": {"keys": [[0, 1, [1.5, 0, 0.2, 1]]]})",
       "/opacity/keys/0/2/0: \"keys\"[0][2][0] must be in 0..1, not 1.5"},
      {R"("opacity": {"keys": [[0, 1, {"spring": {"mass": 0}}]]})",
       "/opacity/keys/0/2/spring/mass: \"mass\" must be greater than 0"},
      {R"("opacity": {"keys": [[0, 1, {"spring": 3}]]})",
       "/opacity/keys/0/2/spring: \"spring\" must be an object {\"stiffness\", \"damping\", "
       "\"mass\"}, not a number"},
      {R"("opacity": {"keys": [[0, 1, {"cubic": []}]]})",
       "/opacity/keys/0/2/cubic: unknown key \"cubic\"; known: cubic_bezier, spring"},
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
      {R"("transform": {"translate": ["=1/0", 0]})",
       "/transform/translate/0: \"translate\"[0] is not a finite number; look for a division by 0, "
       "a root or logarithm of what is below 0"},
      {R"("transform": {"z": [1, 2]})", "/transform/z: \"z\" must be a number, not an array"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.extra);
    CHECK(diagnostics_of(leaf(c.extra)) ==
          "scene.json:/root" + std::string(c.expected) + " (node \"card\")");
  }
}

TEST_CASE("every ease of the format is read, CSS names as their curves", "[schema][anim]") {
  const Read read = with_transform(
      R"("z": {"keys": [[0, 0], [10, 1, "ease_in_out_elastic"], [20, 2, "ease"],
                        [30, 3, [0.3, -1, 0.2, 2]], [40, 4, {"cubic_bezier": [0, 0, 1, 1]}],
                        [50, 5, {"spring": {"stiffness": 50, "damping": 3}}]]})");
  const anim::Curves& curves = read.composition.curves;
  const anim::Ease eases[] = {Ease::linear, Ease::in_out_elastic, Ease::bezier,
                              Ease::bezier, Ease::bezier,         Ease::spring};
  REQUIRE(curves.keys.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) CHECK(curves.keys[i].ease == eases[i]);
  CHECK(curves.shapes[curves.keys[2].shape] == anim::EaseShape{0.25, 0.1, 0.25, 1});
  CHECK(curves.shapes[curves.keys[3].shape] == anim::EaseShape{0.3, -1, 0.2, 2});
  CHECK(curves.shapes[curves.keys[5].shape] == anim::EaseShape{50, 3, 1, 0});
}

TEST_CASE("combinators hold any Anim, and a number means both lanes", "[schema][anim]") {
  const Read read = with_transform(
      R"("z": {"delay": {"frames": 10, "of": {"keys": [[0, 0], [100, 100]]}}},
         "translate": {"mix": {"a": [0, 10], "b": {"keys": [[0, [0, 0]], [10, [10, 20]]]}, "t": 0.5}},
         "scale": {"sequence": {"parts": [{"frames": 10, "of": 2},
                                          {"of": {"keys": [[0, 2], [10, 1]]}}]}},
         "anchor": {"loop": {"period": 10, "mode": "pingpong", "of": {"keys": [[0, 0], [10, 1]]}}},
         "rotation_deg": {"procedural": {"kind": "scalar", "params": {"sine": {"amp": 90}}}},
         "skew_deg": {"stagger": {"index": 3, "step": 4,
                      "of": {"speed": {"rate": 2, "of": {"reverse": {"of": 45}}}}}})");
  const ir::Transform& t = read.transform();
  CHECK(read.at(t.z, 25) == 15);
  CHECK(read.at(t.translate_x, 5) == 2.5);
  CHECK(read.at(t.translate_y, 5) == 10);
  CHECK(read.at(t.scale_x, 5) == 2);
  CHECK(read.at(t.scale_y, 15) == 1.5);
  CHECK(read.at(t.anchor_x, 12) == Approx(0.8));
  CHECK(read.at(t.rotation_rad, 7.5) == Approx(1.5707963267948966));
  CHECK(read.at(t.skew_y_rad, 1) == Approx(0.7853981633974483));
}

TEST_CASE("an envelope of degrees is in degrees", "[schema][anim]") {
  const Read read =
      with_transform(R"("rotation_deg": {"procedural": {"params": {"envelope": {"attack": 10}}}})");
  CHECK(read.at(read.transform().rotation_rad, 5) == Approx(0.5 * 3.141592653589793 / 180));
}

TEST_CASE("the numbers of keys, generators and combinators may be computed of the row",
          "[schema][anim]") {
  const auto repeated = [](const char* opacity) {
    return load(test::composition(
        R"({"group": [{"repeat": {"over": "rows", "child": {"leaf": "bg", "opacity": )" +
            std::string(opacity) + "}}}]}",
        R"("variables": {"rows": [{"v": 0.25}, {"v": 0.5}], "speed": 2},)"));
  };
  const auto at = [&](const char* opacity, double frame) {
    CAPTURE(opacity);
    const auto result = repeated(opacity);
    REQUIRE(diagnostics_of(result) == "");
    const ir::Composition& c = result.composition;
    return anim::sample(c.curves, c.nodes.back().opacity, {frame});
  };
  const char* const kRamp = R"({"keys": [[0, 0], [10, 1]]})";
  const auto around = [&](const std::string& combinator) {
    return R"({"stagger": )" + combinator + R"(, "of": )" + kRamp + "}}";
  };
  CHECK(at(around(R"({"index": "=index", "step": "=index * 4 - 1")").c_str(), 8) == 0.5);
  CHECK(at(R"({"delay": {"frames": {"expr": "=item.v * 10"}, "of": {"keys": [[0, 0], [10, 1]]}}})",
           8) == Approx(0.3));
  CHECK(at(R"({"speed": {"rate": "=item.v", "of": {"keys": [[0, 0], [10, 1]]}}})", 8) ==
        Approx(0.4));
  CHECK(at(R"({"keys": [["=index", 0], [11, "=item.v"]]})", 6) == Approx(0.25));
  CHECK(at(R"({"keyframes": {"keys": [{"frame": "=index * 5", "value": "=item.v"}]}})", 0) == 0.5);
  CHECK(at(R"({"procedural": {"params": {"sine": {"amp": 0, "offset": "=item.v"}}}})", 3) == 0.5);
  CHECK(at(R"({"keys": [[0, "=2 - 1.5"]]})", 0) == 0.5);

  const auto refused = [&](const char* opacity, const char* sentence) {
    const std::string said = diagnostics_of(repeated(opacity));
    CAPTURE(opacity, said);
    CHECK(said.find(sentence) != std::string::npos);
  };
  refused(R"({"keys": [[0, "=time.frame"]]})",
          "what stands in keys, and in colours that move as a whole, does not animate; give a "
          "constant");
  refused(R"({"delay": {"frames": "=vars.speed", "of": 1}})",
          "the numbers of keys, combinators and generators do not animate; give a constant");
  refused(R"({"stagger": {"index": "=0 - 1", "step": 1, "of": 1}})",
          "must be in 0..1000000000, not -1");
  refused(R"({"loop": {"period": "=0", "of": 1}})", "must be greater than 0 frames");
  refused(R"({"keys": [[3e9, 1]]})", "must be in -2147483647..2147483647, not 3000000000");
}

TEST_CASE("whole vectors in keys may be computed", "[schema][anim]") {
  const Read read = with_transform(
      R"x("translate": {"keys": [[0, "=vec2(1, 2) * 3"], [10, ["=5 + 5", 0]], [20, "=7"]]})x");
  CHECK(read.at(read.transform().translate_x, 0) == 3);
  CHECK(read.at(read.transform().translate_y, 0) == 6);
  CHECK(read.at(read.transform().translate_x, 10) == 10);
  CHECK(read.at(read.transform().translate_y, 20) == 7);
  const Read turned = with_transform(R"("rotation_deg": {"keys": [[0, "=90 * 2"]]})");
  CHECK(turned.at(turned.transform().rotation_rad, 0) == Approx(3.141592653589793));
}
