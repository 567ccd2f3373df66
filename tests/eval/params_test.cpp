#include <cstring>

#include "eval/scene.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::eval::testing;

namespace {

ir::Param& param(ir::Composition& c, std::size_t index) { return c.params[index]; }

void set_lanes(ir::Param& p, std::initializer_list<double> values) {
  std::size_t i = 0;
  for (const double value : values) p.lanes[i++].constant = value;
}

void set_all_types(ir::Composition& c) {
  set_lanes(param(c, kNumber), {1.5});
  set_lanes(param(c, kInteger), {-7});
  set_lanes(param(c, kVec2), {0.1, -2});
  set_lanes(param(c, kVec3), {1, 2, 3});
  set_lanes(param(c, kColor), {0.25, 0.5, 0.75, 1});
  set_lanes(param(c, kBoolean), {1});
  set_lanes(param(c, kChoice), {1});
  param(c, kString).text = ir::TextId{c.texts.size()};
  c.texts.push_back("grüße");
  c.numbers = {9, 1, 2, 3, 4};
  param(c, kArray).numbers = {1, 3};
  param(c, kCurve).numbers = {1, 4};
}

// The values of the only effect of the only leaf.
std::span<const lattice_value> values(const Scene& scene) {
  const auto& effect = scene.graph.effects.at(0);
  return std::span(scene.graph.values).subspan(effect.values.first, effect.values.count);
}

}  // namespace

TEST_CASE("every type of param arrives as the plugin reads it", "[eval][params]") {
  Scene scene(leaf("a", 0, 10).effect(kTypedEffect), 10, set_all_types);
  scene.at(0);
  const auto v = values(scene);
  REQUIRE(v.size() == kTypedParamCount);
  CHECK(v[kNumber].f64 == 1.5);
  CHECK(v[kInteger].i64 == -7);
  CHECK(v[kVec2].vec2[0] == 0.1);
  CHECK(v[kVec2].vec2[1] == -2);
  CHECK(v[kVec3].vec3[2] == 3.0f);
  CHECK(v[kColor].rgba[0] == 0.25f);
  CHECK(v[kColor].rgba[3] == 1.0f);
  CHECK(v[kBoolean].index == 1);
  CHECK(v[kChoice].index == 1);
  CHECK(v[kString].str.size == 7);
  CHECK(std::strcmp(v[kString].str.data, "grüße") == 0);
  REQUIRE(v[kArray].array.count == 3);
  CHECK(v[kArray].array.data[2] == 3);
  REQUIRE(v[kCurve].array.count == 4);
  CHECK(v[kCurve].array.data[0] == 1);
}

TEST_CASE("a string that was never given is the empty string", "[eval][params]") {
  Scene scene(leaf("a", 0, 10).effect(kTypedEffect));
  scene.at(0);
  REQUIRE(values(scene)[kString].str.data != nullptr);
  CHECK(values(scene)[kString].str.data[0] == 0);
  CHECK(values(scene)[kString].str.size == 0);
}

TEST_CASE("strings and arrays keep their address from frame to frame", "[eval][params]") {
  Scene scene(leaf("a", 0, 10).effect(kTypedEffect), 10, set_all_types);
  scene.at(0);
  const char* text = values(scene)[kString].str.data;
  const double* array = values(scene)[kArray].array.data;
  scene.at(5);
  CHECK(values(scene)[kString].str.data == text);
  CHECK(values(scene)[kArray].array.data == array);
  CHECK(scene.evaluator->static_values(0)[kString].str.data == text);
}

TEST_CASE("animated params follow the node's local time", "[eval][params]") {
  Scene scene(group("root", 0, 100, {leaf("a", 10, 20).effect(kTypedEffect)}), 100,
              [](ir::Composition& c) {
                param(c, kNumber).lanes[0] = keys(c, {{0, 0}, {10, 5}});
                param(c, kInteger).lanes[0] = keys(c, {{0, 0}, {10, -10}});
                param(c, kVec2).lanes[1] = keys(c, {{0, 1}, {10, 2}});
                set_lanes(param(c, kVec3), {1, 2, 3});
              });
  scene.at(15);
  const auto v = values(scene);
  CHECK(v[kNumber].f64 == 2.5);
  CHECK(v[kInteger].i64 == -5);
  CHECK(v[kVec2].vec2[0] == 0);
  CHECK(v[kVec2].vec2[1] == 1.5);
  CHECK(v[kVec3].vec3[1] == 2.0f);
}

TEST_CASE("an animated integer rounds to the nearest one", "[eval][params]") {
  Scene scene(leaf("a", 0, 10).effect(kTypedEffect), 10, [](ir::Composition& c) {
    param(c, kInteger).lanes[0] = keys(c, {{0, -1}, {8, 1}});
  });
  const std::pair<std::int64_t, std::int64_t> cases[] = {{0, -1}, {1, -1}, {3, 0},
                                                         {5, 0},  {7, 1},  {8, 1}};
  for (const auto& [frame, expected] : cases) {
    CAPTURE(frame);
    scene.at(frame);
    CHECK(values(scene)[kInteger].i64 == expected);
  }
}

TEST_CASE("an animation that runs out of a param's range is clamped to it", "[eval][params]") {
  Scene scene(leaf("a", 0, 10).effect(kTypedEffect), 10, [](ir::Composition& c) {
    param(c, kNumber).lanes[0] = keys(c, {{0, -10}, {9, 10}});  // 0..5
    param(c, kVec2).lanes[0] = keys(c, {{0, -10}, {9, 10}});    // unbounded
  });
  scene.at(0);
  CHECK(values(scene)[kNumber].f64 == 0);
  CHECK(values(scene)[kVec2].vec2[0] == -10);
  scene.at(9);
  CHECK(values(scene)[kNumber].f64 == 5);
  CHECK(values(scene)[kVec2].vec2[0] == 10);
}

TEST_CASE("static values are those of local frame 0, whatever was evaluated", "[eval][params]") {
  Scene scene(leaf("a", 0, 10).effect(kTypedEffect), 10, [](ir::Composition& c) {
    param(c, kNumber).lanes[0] = keys(c, {{-2, 0}, {2, 4}});
    set_lanes(param(c, kInteger), {3});
  });
  scene.at(7);
  const auto v = scene.evaluator->static_values(0);
  REQUIRE(v.size() == kTypedParamCount);
  CHECK(v[kNumber].f64 == 2);
  CHECK(v[kInteger].i64 == 3);
}

TEST_CASE("transitions have their params, effects with none have none", "[eval][params]") {
  Scene scene(leaf("a", 0, 10).effect(kPlainEffect).transition_in({kWipe, 5, 0.125}));
  scene.at(0);
  CHECK(values(scene).empty());
  const auto v = scene.evaluator->transition_values(scene.unit("a").transition_in.transition);
  REQUIRE(v.size() == 1);
  CHECK(v[0].f64 == 0.125);
}

TEST_CASE("each unit finds the values of its own effects", "[eval][params]") {
  Scene scene(group("root", 0, 10,
                    {leaf("a", 0, 10).effect(kTypedEffect), leaf("b", 0, 10).effect(kTypedEffect)})
                  .effect(kTypedEffect),
              10, [](ir::Composition& c) {
                for (std::size_t i = 0; i < c.effects.size(); ++i)
                  set_lanes(c.params[c.effects[i].params.first + kInteger],
                            {static_cast<double>(i)});
              });
  scene.at(0);
  for (const char* id : {"root", "a", "b"}) {
    CAPTURE(id);
    const auto& effect = scene.graph.effects[scene.unit(id).effects.first];
    CHECK(effect.effect == scene.composition.node(scene.find(id)).effects.first);
    CHECK(scene.graph.values[effect.values.first + kInteger].i64 ==
          static_cast<std::int64_t>(effect.effect));
  }
}
