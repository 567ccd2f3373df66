#include "eval/scene.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::eval::testing;
using image::Mat3;

TEST_CASE("a plain group leaves no unit and its children stand in document order",
          "[eval][isolation]") {
  Scene scene(group("root", 0, 10,
                    {leaf("a", 0, 10), group("g", 0, 10, {leaf("b", 0, 10), leaf("c", 0, 10)}),
                     stack("s", 0, 10, {leaf("d", 0, 10)})}));
  scene.at(0);
  CHECK(scene.units() == "a b c d");
  for (const auto& unit : scene.graph.units) CHECK(unit.parent.is_none());
}

TEST_CASE("a fading group is isolated when two of its layers overlap", "[eval][isolation]") {
  Scene scene(group("root", 0, 10, {leaf("a", 0, 10), leaf("b", 0, 10).at(9, 9)}).opacity(0.5));
  scene.at(0);
  REQUIRE(scene.units() == "root (a b)");
  CHECK(scene.unit("root").opacity == 0.5);
  CHECK(scene.unit("a").opacity == 1);
  CHECK(scene.unit("a").parent == scene.unit_index("root"));
}

TEST_CASE("a fading group of layers side by side passes its opacity on", "[eval][isolation]") {
  Scene scene(group("root", 0, 10, {leaf("a", 0, 10), leaf("b", 0, 10).at(10, 0).opacity(0.5)})
                  .opacity(0.5));
  scene.at(0);
  REQUIRE(scene.units() == "a b");
  CHECK(scene.unit("a").opacity == 0.5);
  CHECK(scene.unit("b").opacity == 0.25);
}

TEST_CASE("layers that share a pixel overlap though their edges only touch", "[eval][isolation]") {
  Scene scene(group("root", 0, 10, {leaf("a", 0, 10).size(10.5, 10), leaf("b", 0, 10).at(10.5, 0)})
                  .opacity(0.5));
  scene.at(0);
  CHECK(scene.units() == "root (a b)");
}

TEST_CASE("a fading group with one visible leaf is drawn inline", "[eval][isolation]") {
  Scene scene(group("root", 0, 10,
                    {leaf("a", 0, 10).effect(kPlainEffect), leaf("gone", 5, 10),
                     leaf("clear", 0, 10).opacity(0)})
                  .opacity(0.5));
  scene.at(0);
  CHECK(scene.units() == "a");
  CHECK(scene.unit("a").opacity == 0.5);
  scene.at(5);
  CHECK(scene.units() == "root (a gone)");
}

TEST_CASE("overlap is judged on the canvas, across nested groups and transforms",
          "[eval][isolation]") {
  const auto at_x = [](double x) {
    return group("root", 0, 10,
                 {leaf("a", 0, 10), group("g", 0, 10, {leaf("b", 0, 10).at(-5, 0)}).at(x, 0)})
        .opacity(0.5);
  };
  Scene overlapping(at_x(14)), apart(at_x(15));
  overlapping.at(0), apart.at(0);
  CHECK(overlapping.units() == "root (a b)");
  CHECK(apart.units() == "a b");
}

TEST_CASE("a layer with effects counts as overlapping everything beside it", "[eval][isolation]") {
  Scene scene(
      group("root", 0, 10, {leaf("a", 0, 10).effect(kPlainEffect), leaf("b", 0, 10).at(50, 0)})
          .opacity(0.5));
  scene.at(0);
  CHECK(scene.units() == "root (a b)");
}

TEST_CASE("a group isolated inside counts as one layer to a fading group around it",
          "[eval][isolation]") {
  Scene scene(group("root", 0, 10,
                    {group("g", 0, 10, {leaf("a", 0, 10), leaf("b", 0, 10)}).opacity(0.5),
                     leaf("c", 0, 10).at(50, 50)})
                  .opacity(0.5));
  scene.at(0);
  CHECK(scene.units() == "g (a b) c");
  CHECK(scene.unit("g").opacity == 0.25);
  CHECK(scene.unit("a").opacity == 1);
}

TEST_CASE("a layer that overlaps a group isolated inside isolates the fading group around both",
          "[eval][isolation]") {
  const auto with_inner = [](const NodeSpec& inner) {
    return group("root", 0, 10, {inner, leaf("c", 0, 10).at(12, 0)}).opacity(0.5);
  };
  // Together a and b reach from 0 to 15, over c; effects reach everywhere.
  const NodeSpec fading =
      group("g", 0, 10, {leaf("a", 0, 10), leaf("b", 0, 10).at(5, 0)}).opacity(0.5);
  Scene merged(with_inner(fading));
  Scene effects(with_inner(group("g", 0, 10, {leaf("a", 0, 10)}).effect(kPlainEffect)));
  merged.at(0), effects.at(0);
  CHECK(merged.units() == "root (g (a b) c)");
  CHECK(effects.units() == "root (g (a) c)");
}

TEST_CASE("a group with effects is isolated, also around a single leaf", "[eval][isolation]") {
  Scene scene(group("root", 0, 10, {leaf("a", 0, 10)}).effect(kPlainEffect));
  scene.at(0);
  CHECK(scene.units() == "root (a)");
  CHECK(scene.unit("root").effects.count == 1);
  CHECK(scene.unit("a").effects.count == 0);
}

TEST_CASE("a leaf with effects stays a leaf", "[eval][isolation]") {
  Scene scene(leaf("a", 0, 10).effect(kPlainEffect).effect(kTypedEffect));
  scene.at(0);
  REQUIRE(scene.units() == "a");
  const auto& unit = scene.unit("a");
  REQUIRE(unit.effects.count == 2);
  CHECK(scene.graph.effects[unit.effects.first].effect == 0);
  CHECK(scene.graph.effects[unit.effects.first + 1].effect == 1);
}

TEST_CASE("a group whose blend is not normal is isolated", "[eval][isolation]") {
  Scene scene(group("root", 0, 10, {leaf("a", 0, 10)}).with([](ir::Node& n, ir::Composition&) {
    n.blend = static_cast<image::Blend>(1);
  }));
  scene.at(0);
  CHECK(scene.units() == "root (a)");
}

TEST_CASE("units inside an isolated group are placed in its local space", "[eval][isolation]") {
  const auto scaled = [](ir::Node& n, ir::Composition&) { n.transform.scale_x.constant = 2; };
  Scene scene(group("root", 0, 10,
                    {group("g", 0, 10,
                           {group("inline", 0, 10, {leaf("a", 0, 10).at(1, 1).opacity(0.5)})
                                .with(scaled)
                                .opacity(0.5)})
                         .effect(kPlainEffect)
                         .at(20, 30)
                         .opacity(0.5)})
                  .at(5, 5)
                  .opacity(0.5));
  scene.at(0);
  REQUIRE(scene.units() == "g (a)");
  CHECK(scene.unit("g").parent_from_node == Mat3::translation(25, 35));
  CHECK(scene.unit("g").opacity == 0.25);
  CHECK(scene.unit("a").parent_from_node == Mat3::scaling(2, 1) * Mat3::translation(1, 1));
  CHECK(scene.unit("a").opacity == 0.25);
  CHECK(scene.state("a").opacity == 0.0625);
}

TEST_CASE("isolated groups nest and say where they end", "[eval][isolation]") {
  Scene scene(
      group("root", 0, 10,
            {leaf("a", 0, 10),
             group("g", 0, 10,
                   {leaf("b", 0, 10), group("h", 0, 10, {leaf("c", 0, 10)}).effect(kPlainEffect),
                    leaf("d", 0, 10)})
                 .effect(kPlainEffect),
             leaf("e", 0, 10)}));
  scene.at(0);
  REQUIRE(scene.units() == "a g (b h (c) d) e");
  CHECK(scene.unit("g").subtree_end == 6);
  CHECK(scene.unit("h").subtree_end == 5);
  CHECK(scene.unit("e").subtree_end == 7);
  CHECK(scene.unit("c").parent == scene.unit_index("h"));
  CHECK(scene.unit("d").parent == scene.unit_index("g"));
}

TEST_CASE("what is fully transparent leaves no unit", "[eval][isolation]") {
  Scene scene(group("root", 0, 10,
                    {group("g", 0, 10, {leaf("a", 0, 10)}).opacity(0).effect(kPlainEffect),
                     leaf("b", 0, 10).opacity(0), leaf("c", 0, 10)}));
  scene.at(0);
  CHECK(scene.units() == "c");
  CHECK(scene.state("a").visible);
}

TEST_CASE("a group around nothing leaves no unit, whatever its effects", "[eval][isolation]") {
  Scene scene(group("root", 0, 10,
                    {group("empty", 0, 10, {}).effect(kTypedEffect),
                     group("over", 0, 10, {leaf("late", 5, 10)}).effect(kTypedEffect),
                     leaf("a", 0, 10).effect(kTypedEffect)}));
  scene.at(0);
  CHECK(scene.units() == "a");
  CHECK(scene.graph.effects.size() == 1);
  CHECK(scene.graph.values.size() == kTypedParamCount);
}
