// Expressions of a composition, frame by frame: whose time, in which order, and zero for what
// is no number.
#include <cmath>

#include "base/noise.h"
#include "eval/film.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::eval::testing;

TEST_CASE("time is that of the node whose lane the expression is", "[eval][expression]") {
  Film film(group_of(R"({"id": "late", "leaf": "bg", "range": [20, 50],
                      "opacity": "=time.progress", "transform": {
                        "translate": "=vec2(time.frame, time.seconds) ", "z": "=time.duration",
                        "scale": "=vec2(time.fps, time.phase) "}})"));
  const eval::Lanes lanes = film.at(35, "late").lanes;
  CHECK(lanes.translate_x == 15);
  CHECK(lanes.translate_y == 0.5);
  CHECK(lanes.opacity == 0.5);
  CHECK(lanes.z == 30);
  CHECK(lanes.scale_x == 30);
  CHECK(lanes.scale_y == Approx(35.0 / 60));
  // Outside of the node: its first and its last frame.
  CHECK(film.at(0, "late").lanes.translate_x == 0);
  CHECK(film.at(59, "late").lanes.translate_x == 29);
}

TEST_CASE("a lane that is read is what its node shows, wherever it stands", "[eval][expression]") {
  Film film(group_of(R"({"id": "first", "leaf": "bg", "opacity": "=nodes.second.opacity * 2"},
      {"id": "second", "leaf": "bg", "range": [10, 60], "opacity": "=nodes.third.transform.z / 100"},
      {"id": "third", "leaf": "bg", "range": [20, 60],
       "transform": {"z": {"keys": [[0, 10], [20, 30]]}}})"));
  CHECK(film.at(30, "first").lanes.opacity == Approx(0.4));
  CHECK(film.at(5, "first").lanes.opacity == Approx(0.2));
}

TEST_CASE("degrees become radians, and lanes stay in radians", "[eval][expression]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "transform": {"rotation_deg": "=time.frame"}},
      {"id": "b", "leaf": "bg", "opacity": "=nodes.a.transform.rotation_rad / pi"})"));
  CHECK(film.at(45, "a").lanes.rotation_rad == Approx(std::acos(-1.0) / 4));
  CHECK(film.at(45, "b").lanes.opacity == Approx(0.25));
}

TEST_CASE("combinators bend the time of expressions inside of them", "[eval][expression]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "transform": {
      "translate": [{"delay": {"frames": 10, "of": "=time.frame"}},
                    {"speed": {"rate": 2, "of": "=time.frame"}}],
      "scale": [{"reverse": {"of": "=time.frame"}},
                {"loop": {"period": 7, "of": "=time.frame"}}],
      "anchor": [{"sequence": {"parts": [{"frames": 20, "of": 3}, {"of": "=time.frame"}]}},
                 {"mix": {"a": "=time.frame", "b": {"delay": {"frames": 1, "of": "=time.frame"}}, "t": 0.5}}]}})"));
  const eval::Lanes lanes = film.at(30, "a").lanes;
  CHECK(lanes.translate_x == 20);
  CHECK(lanes.translate_y == 60);
  CHECK(lanes.scale_x == 29);
  CHECK(lanes.scale_y == 2);
  CHECK(lanes.anchor_x == 10);
  CHECK(lanes.anchor_y == 29.5);
  CHECK(film.at(4, "a").lanes.translate_x == 0);
  CHECK(film.at(4, "a").lanes.anchor_x == 3);
}

TEST_CASE("a combinator around expressions can be read", "[eval][expression]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "opacity": "=nodes.b.transform.z / 100"},
      {"id": "b", "leaf": "bg", "transform": {"z": {"mix": {"a": "=self.opacity * 50", "b":
         {"keys": [[0, 0], [50, 100]]}, "t": 0.5}}}})"));
  CHECK(film.at(10, "b").lanes.z == 35);
  CHECK(film.at(10, "a").lanes.opacity == Approx(0.35));
}

TEST_CASE("value_at reads another time of a lane", "[eval][expression]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "transform": {"z": {"keys": [[0, 0], [50, 50]]},
      "translate": "=vec2(value_at(self.transform.z, time.seconds - 0.1), value_at(self.transform.z, 1)) "}})"),
            R"("fps": 29.97,)");
  CHECK(film.at(20, "a").lanes.translate_x == Approx(20 - 2.997));
  CHECK(film.at(20, "a").lanes.translate_y == Approx(29.97));
}

TEST_CASE("value_at gives a whole frame back what rounding took from it", "[eval][expression]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "transform": {
      "z": {"keys": [[0, 0], [7, 1, "hold"], [14, 2, "hold"], [21, 3, "hold"], [28, 4, "hold"]]},
      "translate": "=vec2(value_at(self.transform.z, time.seconds), self.transform.z) "}})"),
            R"("fps": 29.97,)");
  for (std::int64_t frame = 0; frame < 60; ++frame) {
    const eval::Lanes lanes = film.at(frame, "a").lanes;
    CHECK(lanes.translate_x == lanes.translate_y);
  }
}

TEST_CASE("variables are read, and read again when they change", "[eval][expression]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "opacity": "=vars.loud ? vars.speed : 0",
                      "transform": {"translate": "=vars.at"}})"),
            R"("variables": {"speed": 0.5, "loud": true, "at": [3, 4]},)");
  CHECK(film.at(0, "a").lanes.opacity == 0.5);
  CHECK(film.at(0, "a").lanes.translate_y == 4);
  schema::GivenVariables given;
  given.add("speed", "0.25");
  given.add("at", "5,6");
  CHECK_FALSE(schema::set_variables(film.composition, given).shapes);
  film.evaluator->read_variables();
  CHECK(film.at(0, "a").lanes.opacity == 0.25);
  CHECK(film.at(0, "a").lanes.translate_x == 5);
}

TEST_CASE("what is no finite number is 0 and is named", "[eval][expression]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "opacity": "=1"},
      {"id": "b", "leaf": "bg", "transform": {"z": "=1 / (time.frame - 3) "}})"));
  CHECK(film.at(4, "b").lanes.z == 1);
  CHECK(film.graph.not_finite.is_none());
  CHECK(film.at(3, "b").lanes.z == 0);
  REQUIRE(film.graph.not_finite);
  const ir::Computed& computed =
      film.composition.expressions.computed[film.graph.not_finite.index()];
  CHECK(film.composition.text(computed.name) == "b.transform.z");
  CHECK(film.at(5, "b").lanes.z == 0.5);
  CHECK(film.graph.not_finite.is_none());
}

TEST_CASE("a switch shows the child that its lane names, clamped", "[eval][expression]") {
  Film film(
      group_of(R"({"id": "s", "switch": {"active": "=floor(time.frame / 10) - 1", "children": [
      {"id": "a", "leaf": "bg"}, {"id": "b", "leaf": "bg"}]}},
      {"id": "reader", "leaf": "bg", "transform": {"z": "=nodes.s.switch.active"}})"));
  const auto shown = [&](std::int64_t frame) {
    return std::string(film.at(frame, "a").visible ? "a" : "") +
           (film.at(frame, "b").visible ? "b" : "");
  };
  CHECK(shown(0) == "a");
  CHECK(shown(15) == "a");
  CHECK(shown(25) == "b");
  CHECK(shown(55) == "b");
  CHECK(film.at(55, "reader").lanes.z == 4);
}

TEST_CASE("a composition inside has its own time and seed", "[eval][expression]") {
  Film film(
      group_of(R"({"id": "one", "kind": {"comp_ref": {"composition": "c", "offset": 5, "scale": 2}},
                      "range": [10, 60]})"),
      R"("compositions": {"c": {"fps": 15, "duration": 40, "root": {"id": "in", "leaf": "bg2",
                 "transform": {"translate": "=vec2(time.frame, time.seconds) ", "z": "=random(1) "}},
                 "assets": {"bg2": {"solid_rect": {"color": "#fff"}}}, "seed": 9}},)");
  // Frame 20: local 10, 1/3 s, twice that is 10 frames of 15 a second; and 5.
  const eval::NodeState& in = film.at(20, "one/in");
  CHECK(in.local_frame == 15);
  CHECK(in.lanes.translate_x == 15);
  CHECK(in.lanes.translate_y == 1);
  CHECK(in.lanes.z == random_unit(9, 1));
  CHECK(in.visible);
  CHECK_FALSE(film.at(5, "one/in").visible);
  CHECK_FALSE(film.at(46, "one/in").visible);
}

TEST_CASE("a node follows the transform of another one further down", "[eval][expression]") {
  Film film(
      group_of(R"({"id": "a", "leaf": "bg", "parent": "rig", "transform": {"translate": [1, 2]}},
      {"id": "rig", "leaf": "bg", "opacity": 0.5, "transform": {"translate": "=vec2(time.frame, 10) ", "z": 3}})"));
  const eval::NodeState& a = film.at(7, "a");
  CHECK(a.canvas_from_node.m[2] == 8);
  CHECK(a.canvas_from_node.m[5] == 12);
  CHECK(a.z == 3);
  CHECK(a.opacity == 1);
}

TEST_CASE("params of effects read expressions", "[eval][expression]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "effects": [{"kind": "typed", "params":
      {"number": "=time.frame", "vec2": "=vec2(time.frame, 1) "}}]})"));
  film.at(3, "a");
  REQUIRE(film.graph.effects.size() == 1);
  const auto* values = film.graph.values.data() + film.graph.effects[0].values.first;
  CHECK(values[kNumber].f64 == 3);
  CHECK(values[kVec2].vec2[0] == 3);
  // Clamped to the schema's range.
  film.at(30, "a");
  CHECK(film.graph.values[film.graph.effects[0].values.first + kNumber].f64 == 5);
}

TEST_CASE("what a plugin begins with is its node's first frame, with the variables of now",
          "[eval][expression]") {
  Film film(
      group_of(
          R"({"id": "a", "leaf": "bg", "range": [20, 24], "effects": [{"kind": "typed", "params":
      {"number": "=vars.speed + time.frame", "vec2": {"reverse": {"of": {"keys": [[0, 0], [9, 9]]}}}}}]})"),
      R"("variables": {"speed": 0.5},)");
  const auto number = [&] { return film.evaluator->static_values(0)[kNumber].f64; };
  CHECK(number() == 0.5);
  CHECK(film.evaluator->static_values(0)[kVec2].vec2[0] == 3);
  schema::GivenVariables given;
  given.add("speed", "0.25");
  CHECK_FALSE(schema::set_variables(film.composition, given).shapes);
  film.evaluator->read_variables();
  CHECK(number() == 0.25);
}

TEST_CASE("value_at at no time is no number", "[eval][expression]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "transform": {"z": {"keys": [[0, 5], [50, 50]]},
      "translate": ["=value_at(self.transform.z, sqrt(time.frame - 1)) ", 0]}})"));
  film.at(0, "a");
  CHECK(film.graph.not_finite);
  CHECK(film.at(1, "a").lanes.translate_x == 5);
  CHECK(film.graph.not_finite.is_none());
}

TEST_CASE("a switch whose lane is no number shows its first child", "[eval][expression]") {
  Film film(group_of(
      R"({"id": "s", "switch": {"active": {"mix": {"a": "=1e308 + time.frame", "b": "=-1e308",
      "t": {"keys": [[0, 0], [1, 1]]}}}, "children": [{"id": "x", "leaf": "bg"}, {"id": "y", "leaf": "bg"}]}})"));
  film.at(0, "s");
  CHECK(film.state("x").visible);
  CHECK_FALSE(film.state("y").visible);
}
