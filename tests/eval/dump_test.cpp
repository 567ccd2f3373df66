#include "eval/dump.h"

#include "eval/scene.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::eval::testing;

namespace {

std::string dumped(Scene& scene, std::int64_t frame, int indent = 0) {
  scene.at(frame);
  JsonWriter json(indent);
  eval::dump(json, scene.composition, scene.catalog, scene.graph);
  return json.take();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("the dump of a frame is exactly the documented object", "[eval][dump]") {
  Scene scene(leaf("card", 2, 12)
                  .effect(kPlainEffect)
                  .opacity(0.5)
                  .at(3, 4)
                  .transition_in({kCrossfade, 4}));
  CHECK(dumped(scene, 3) ==
        R"({"frame": 3, "nodes": [{"id": "card", "visible": true, "local_frame": 1, )"
        R"("duration": 10, "opacity": 0.5, "lanes": {"opacity": 0.5, )"
        R"("transform.translate.x": 3, "transform.translate.y": 4, )"
        R"("transform.rotation_rad": 0, "transform.scale.x": 1, "transform.scale.y": 1, )"
        R"("transform.anchor.x": 0, "transform.anchor.y": 0, "transform.skew.x": 0, )"
        R"("transform.skew.y": 0, "transform.z": 0, )"
        R"("transform.rotation_x_rad": 0, "transform.rotation_y_rad": 0}, )"
        R"("canvas_from_node": [1, 0, 3, 0, 1, 4, 0, 0, 1], )"
        R"("effects": [{"kind": "plain", "params": {}}], )"
        R"("transition_in": {"kind": "crossfade", "progress": 0.25}}], )"
        R"("units": [{"kind": "leaf", "node": "card", "opacity": 0.5, "blend": "normal", )"
        R"("pair": null}]})");
}

TEST_CASE("hidden nodes are dumped with lanes and effects, and no transition", "[eval][dump]") {
  Scene scene(
      group("root", 0, 100, {leaf("late", 50, 60).effect(kTypedEffect).transition_in({kWipe, 5})}),
      100, [](ir::Composition& c) {
        c.params[kNumber].lanes[0] = keys(c, {{0, 1}, {10, 99}});
      });
  const std::string text = dumped(scene, 10);
  CHECK(has(text, R"("id": "late", "visible": false, "local_frame": -40, "duration": 10)"));
  CHECK(has(text, R"("kind": "typed", "params": {"number": 1,)"));
  CHECK_FALSE(has(text, "transition_in"));
  CHECK(has(text, R"("units": [])"));
  CHECK(has(dumped(scene, 70), R"("params": {"number": 5,)"));  // at its last frame, clamped
}

TEST_CASE("params are dumped as a composition would give them", "[eval][dump]") {
  Scene scene(leaf("a", 0, 10).effect(kTypedEffect), 10, [](ir::Composition& c) {
    c.params[kVec2].lanes[1].constant = -2;
    for (std::size_t i = 0; i < 4; ++i) c.params[kColor].lanes[i].constant = 0.1;
    c.params[kBoolean].lanes[0].constant = 1;
    c.params[kChoice].lanes[0].constant = 1;
    c.params[kString].text = ir::TextId{c.texts.size()};
    c.texts.push_back("say \"hi\"");
    c.numbers = {1, 2.5};
    c.params[kArray].numbers = {0, 2};
  });
  CHECK(has(dumped(scene, 0),
            R"("params": {"number": 0, "integer": 0, "vec2": [0, -2], "vec3": [0, 0, 0], )"
            R"("color": [0.1, 0.1, 0.1, 0.1], "boolean": true, "choice": "second", )"
            R"("string": "say \"hi\"", "array": [1, 2.5], "curve": []})"));
}

TEST_CASE("units name their pair by index", "[eval][dump]") {
  Scene scene(sequence("root", 0,
                       {group("a", 0, 20, {leaf("inside", 0, 20)}).transition_out({kCrossfade, 5}),
                        leaf("b", 0, 20).transition_in({kCrossfade, 5})}));
  CHECK(has(dumped(scene, 16),
            R"("units": [)"
            R"({"kind": "group", "node": "a", "opacity": 1, "blend": "normal", "pair": 2}, )"
            R"({"kind": "leaf", "node": "inside", "opacity": 1, "blend": "normal", "pair": null}, )"
            R"({"kind": "leaf", "node": "b", "opacity": 1, "blend": "normal", "pair": 0}])"));
}

TEST_CASE("a kind is dumped by its full id where its short name is not unique", "[eval][dump]") {
  Scene scene(leaf("a", 0, 10).effect(kPlainEffect));
  ir::Kind other = scene.catalog.kinds[kPlainEffect];
  other.id = "com.other.plain";
  scene.catalog.kinds.push_back(other);
  CHECK(has(dumped(scene, 0), R"("kind": "org.test.plain")"));
}

TEST_CASE("a dump is the same text every time", "[eval][dump]") {
  Scene scene(stack("root", 0, 20, {leaf("a", 0, 20), leaf("b", 0, 20)}).opacity(0.5));
  const std::string first = dumped(scene, 5, 2);
  dumped(scene, 9);
  CHECK(dumped(scene, 5, 2) == first);
}
