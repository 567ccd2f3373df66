#include <algorithm>
#include <deque>
#include <string>
#include <vector>

#include "expr/parser.h"
#include "expr/world.h"
#include "support/catch.h"

using Catch::Matchers::Contains;
using namespace lattice;
using namespace lattice::expr;
using namespace lattice::expr::testing;

namespace {

// Expressions of a world, each of one node's lane.
struct Scene {
  World world;
  std::deque<Expression> expressions;
  std::deque<std::string> names;
  std::vector<Definition> definitions;

  Scene& define(std::size_t node, std::string_view lane, std::string_view source) {
    world.around = OwnerId{node};
    const Type type = world.property(OwnerId{node}, lane)->type;
    auto expression = compile(source, world, {type, {}});
    INFO(source);
    REQUIRE(expression);
    expressions.push_back(*std::move(expression));
    names.push_back(world.nodes[node] + "." + std::string(lane));
    definitions.push_back(
        {property_id(node, lane), OwnerId{node}, &expressions.back(), names.back()});
    return *this;
  }

  Result<ProgramSet> link() const { return ProgramSet::link(definitions, kSeed); }
};

template <class AnyId>
std::vector<std::uint32_t> ids(std::span<const Place<AnyId>> places) {
  std::vector<std::uint32_t> out;
  for (const auto& place : places) out.push_back(place.id.value);
  return out;
}

}  // namespace

TEST_CASE("what is read is computed first, whatever the order of definition", "[expr][program]") {
  Scene scene;
  scene.define(0, "opacity", "nodes.title.opacity * 2")
      .define(1, "opacity", "nodes.title.transform.scale.x + 1")
      .define(1, "transform.scale.x", "vars.speed * 10");
  const auto programs = scene.link();
  REQUIRE(programs);
  CHECK(std::vector(programs->order().begin(), programs->order().end()) ==
        std::vector<std::uint32_t>{2, 1, 0});
  Evaluator evaluator(*programs);
  set_variables(evaluator, *programs, scene.world);
  evaluator.evaluate(times_of(scene.world), nullptr);
  CHECK(std::vector(evaluator.outputs().begin(), evaluator.outputs().end()) ==
        std::vector<double>{42, 21, 20});
}

TEST_CASE("inputs are what is read and not defined, once each", "[expr][program]") {
  Scene scene;
  scene.define(0, "transform.scale.x", "self.opacity + nodes.title.opacity * nodes.title.opacity")
      .define(0, "opacity", "nodes.title.opacity + nodes[\"odd id\"].transform.rotation_rad");
  const auto programs = scene.link();
  REQUIRE(programs);
  CHECK(ids(programs->inputs()) ==
        std::vector<std::uint32_t>{property_id(1, "opacity").value,
                                   property_id(2, "transform.rotation_rad").value});
  CHECK(ids(programs->outputs()) ==
        std::vector<std::uint32_t>{property_id(0, "transform.scale.x").value,
                                   property_id(0, "opacity").value});
  CHECK(programs->variables().empty());
  CHECK_FALSE(programs->samples_lanes());
  Evaluator evaluator(*programs);
  evaluator.inputs()[0] = 3;
  evaluator.inputs()[1] = 4;
  evaluator.evaluate(times_of(scene.world), nullptr);
  CHECK(evaluator.outputs()[0] == 7 + 9);
  CHECK(evaluator.outputs()[1] == 7);
}

TEST_CASE("time is that of the expression's owner", "[expr][program]") {
  Scene scene;
  scene.define(0, "opacity", "time.frame")
      .define(1, "opacity", "time.frame + 100 * nodes.card.opacity")
      .define(2, "opacity", "time.frame");
  const auto programs = scene.link();
  REQUIRE(programs);
  Evaluator evaluator(*programs);
  evaluator.evaluate(times_of(scene.world, 5), nullptr);
  CHECK(evaluator.outputs()[0] == 5);
  CHECK(evaluator.outputs()[1] == 506);
  CHECK(evaluator.outputs()[2] == 7);
}

TEST_CASE("all lanes of vec2, colours and bools travel between programs", "[expr][program]") {
  Scene scene;
  scene.define(0, "test.at", "vec2(nodes.title.test.at.y, nodes.title.test.at.x)")
      .define(1, "test.at", "vars.at * 2")
      .define(0, "test.tint", "nodes.title.test.tint * (self.test.on ? 2 : 1)")
      .define(0, "test.on", "nodes.title.test.on and vars.loud")
      .define(1, "test.tint", "vars.accent");
  const auto programs = scene.link();
  REQUIRE(programs);
  CHECK(ids(programs->inputs()) == std::vector<std::uint32_t>{property_id(1, "test.on").value});
  Evaluator evaluator(*programs);
  set_variables(evaluator, *programs, scene.world);
  evaluator.inputs()[0] = 1;
  evaluator.evaluate(times_of(scene.world), nullptr);
  CHECK(std::vector(evaluator.outputs().begin(), evaluator.outputs().end()) ==
        std::vector<double>{40, 20, 20, 40, 2, 1, 0.5, 1, 1, 1, 0.5, 0.25, 0.5});
}

TEST_CASE("one lane may be the result twice", "[expr][program]") {
  Scene scene;
  scene.define(0, "test.at", "vec2(1, 1) * (vars.speed + 1)").define(1, "test.at", "vars.at");
  const auto programs = scene.link();
  REQUIRE(programs);
  Evaluator evaluator(*programs);
  set_variables(evaluator, *programs, scene.world);
  evaluator.evaluate(times_of(scene.world), nullptr);
  CHECK(std::vector(evaluator.outputs().begin(), evaluator.outputs().end()) ==
        std::vector<double>{3, 3, 10, 20});
}

TEST_CASE("variables change without linking again", "[expr][program]") {
  Scene scene;
  scene.define(0, "opacity", "vars.speed * 2");
  const auto programs = scene.link();
  REQUIRE(programs);
  Evaluator evaluator(*programs);
  for (const double speed : {1.0, 5.0, -3.0}) {
    evaluator.variables()[0] = speed;
    evaluator.evaluate(times_of(scene.world), nullptr);
    CHECK(evaluator.outputs()[0] == 2 * speed);
  }
}

TEST_CASE("a circle is refused with its path", "[expr][program]") {
  Scene scene;
  scene.define(0, "opacity", "nodes.title.opacity + 1").define(1, "opacity", "nodes.card.opacity");
  const auto programs = scene.link();
  REQUIRE_FALSE(programs);
  CHECK(programs.error().where == "card.opacity");
  CHECK_THAT(programs.error().what, Contains("card.opacity -> title.opacity -> card.opacity"));
}

TEST_CASE("an expression that reads itself is a circle", "[expr][program]") {
  Scene scene;
  scene.define(0, "opacity", "self.opacity * 0.5");
  const auto programs = scene.link();
  REQUIRE_FALSE(programs);
  CHECK_THAT(programs.error().what, Contains("card.opacity -> card.opacity"));
}

TEST_CASE("a circle counts even in a branch that is never taken", "[expr][program]") {
  Scene scene;
  scene.define(0, "opacity", "false ? self.opacity : 1");
  CHECK(scene.expressions[0].graph.size() == 1);
  CHECK_FALSE(scene.link());
}

TEST_CASE("every circle is found, and what hangs on it is not one", "[expr][program]") {
  Scene scene;
  scene.define(2, "opacity", "nodes.card.opacity")
      .define(0, "opacity", "nodes.title.opacity")
      .define(1, "opacity", "nodes.card.opacity + self.transform.scale.x")
      .define(1, "transform.scale.x", "self.transform.scale.x")
      .define(3, "opacity", "1");
  const auto found = evaluation_order(scene.definitions);
  REQUIRE(found.cycles.size() == 2);
  CHECK(path_text(found.cycles[0], scene.definitions) ==
        "card.opacity -> title.opacity -> card.opacity");
  CHECK(path_text(found.cycles[1], scene.definitions) ==
        "title.transform.scale.x -> title.transform.scale.x");
  CHECK(found.order.size() == 5);
}

TEST_CASE("long chains are ordered, and long circles told in short", "[expr][program]") {
  constexpr std::size_t kCount = 20000;
  std::vector<Expression> expressions(kCount);
  std::vector<std::string> names(kCount);
  std::vector<Definition> definitions;
  LaneGraphBuilder build;
  for (std::size_t i = 0; i < kCount; ++i) {
    const PropertyId next{(i + 1) % kCount};
    expressions[i].results[0] = build.property(next, 0);
    expressions[i].graph = build.take(expressions[i].results, 1);
    if (i + 1 < kCount) expressions[i].reads.push_back({{next, Type::f64}, 1});
    names[i] = "n" + std::to_string(i);
    definitions.push_back({PropertyId{i}, OwnerId{0}, &expressions[i], names[i]});
  }
  CHECK(evaluation_order(definitions).order.front() == kCount - 1);
  expressions.back().reads.push_back({{PropertyId{std::size_t{0}}, Type::f64}, 1});
  const auto found = evaluation_order(definitions);
  REQUIRE(found.cycles.size() == 1);
  CHECK(path_text(found.cycles[0], definitions) ==
        "n0 -> n1 -> n2 -> n3 -> n4 -> n5 -> (19992 more) -> n19998 -> n19999 -> n0");
}

TEST_CASE("value_at of a lane that is an expression is refused", "[expr][program]") {
  Scene scene;
  scene.define(0, "opacity", "1 + value_at(nodes.title.opacity, 2)");
  CHECK(scene.link());
  CHECK(scene.link()->samples_lanes());
  CHECK(scene.link()->inputs().empty());
  scene.define(1, "opacity", "time.seconds");
  const auto programs = scene.link();
  REQUIRE_FALSE(programs);
  CHECK(programs.error().where == "card.opacity");
  CHECK_THAT(programs.error().what,
             Contains("column 20: value_at needs a lane of constants or keyframes"));
}

TEST_CASE("constants are folded and equal parts shared", "[expr][program]") {
  const World world;
  const auto size = [&](std::string_view source) {
    return compile(source, world, {})->graph.size();
  };
  CHECK(size("1 + 2 * sin(3) - radians(90)") == 1);
  CHECK(size("sin(time.seconds) * sin(time.seconds)") == 3);
  CHECK(size("true ? time.frame : time.seconds") == 1);
  CHECK(size("vec2(sin(time.frame), time.seconds).y") == 1);
  CHECK(size("time.frame ^ 2") == 2);
  CHECK(size("time.frame * 1") == 1);
  CHECK(size("random(4)") == 2);  // its value depends on the composition's seed
}

TEST_CASE("temporaries are used again", "[expr][program]") {
  std::string sum = "sin(time.frame * 1)";
  for (int i = 2; i < 200; ++i) sum += " + sin(time.frame * " + std::to_string(i) + ")";
  Scene scene;
  scene.define(0, "opacity", sum);
  const auto programs = scene.link();
  REQUIRE(programs);
  CHECK(programs->layout().temporaries.count <= 4);
  double expected = 0;
  for (int i = 1; i < 200; ++i) expected += lattice_sin(12.0 * i);
  Evaluator evaluator(*programs);
  evaluator.evaluate(times_of(scene.world), nullptr);
  CHECK(evaluator.outputs()[0] == Approx(expected));
}

TEST_CASE("what is not finite is found", "[expr][program]") {
  Scene scene;
  scene.define(0, "opacity", "1").define(1, "test.at", "vec2(1, 1 / vars.speed)");
  const auto programs = scene.link();
  REQUIRE(programs);
  Evaluator evaluator(*programs);
  set_variables(evaluator, *programs, scene.world);
  evaluator.evaluate(times_of(scene.world), nullptr);
  CHECK_FALSE(evaluator.first_not_finite());
  evaluator.variables()[0] = 0;
  evaluator.evaluate(times_of(scene.world), nullptr);
  CHECK(evaluator.first_not_finite() == 1u);
}

TEST_CASE("no expressions make an empty program", "[expr][program]") {
  const auto programs = ProgramSet::link({}, kSeed);
  REQUIRE(programs);
  Evaluator evaluator(*programs);
  evaluator.evaluate({}, nullptr);
  CHECK(evaluator.outputs().empty());
}
