#include "eval/scene.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::eval::testing;

TEST_CASE("a node is visible from its start up to, not including, its end", "[eval][time]") {
  Scene scene(group("root", 0, 100, {leaf("a", 10, 20)}));
  const std::pair<std::int64_t, bool> cases[] = {{0, false}, {9, false},  {10, true},
                                                 {19, true}, {20, false}, {99, false}};
  for (const auto& [frame, visible] : cases) {
    CAPTURE(frame);
    scene.at(frame);
    CHECK(scene.state("a").visible == visible);
    CHECK(scene.units() == (visible ? "a" : ""));
  }
}

TEST_CASE("local frames subtract the starts of all ancestors and are not clamped", "[eval][time]") {
  Scene scene(group("root", 5, 100, {group("g", 10, 50, {leaf("a", 20, 30)})}));
  scene.at(3);
  CHECK(scene.state("root").local_frame == -2);
  CHECK(scene.state("g").local_frame == -12);
  CHECK(scene.state("a").local_frame == -32);
  scene.at(99);
  CHECK(scene.state("a").local_frame == 64);
}

TEST_CASE("a child is hidden with its parent even within its own range", "[eval][time]") {
  Scene scene(group("root", 0, 100, {group("g", 0, 10, {leaf("a", 0, 50)})}));
  scene.at(10);
  CHECK_FALSE(scene.state("a").visible);
  CHECK(scene.state("a").local_frame == 10);
  CHECK(scene.units().empty());
}

TEST_CASE("nothing is drawn outside the root's own range", "[eval][time]") {
  Scene scene(group("root", 10, 20, {leaf("a", 0, 10)}));
  scene.at(9);
  CHECK(scene.units().empty());
  scene.at(10);
  CHECK(scene.units() == "a");
  scene.at(20);
  CHECK(scene.units().empty());
}

TEST_CASE("the root may be a leaf", "[eval][time]") {
  Scene scene(leaf("only", 0, 10));
  scene.at(5);
  CHECK(scene.units() == "only");
}

TEST_CASE("a sequence shows exactly one child when nothing overlaps", "[eval][time]") {
  Scene scene(sequence("root", 0, {leaf("a", 0, 10), leaf("b", 0, 5), leaf("c", 0, 10)}));
  const std::pair<std::int64_t, const char*> cases[] = {{0, "a"},  {9, "a"},  {10, "b"}, {14, "b"},
                                                        {15, "c"}, {24, "c"}, {25, ""}};
  for (const auto& [frame, units] : cases) {
    CAPTURE(frame);
    scene.at(frame);
    CHECK(scene.units() == units);
  }
  scene.at(12);
  CHECK(scene.state("a").local_frame == 12);
  CHECK(scene.state("b").local_frame == 2);
  CHECK(scene.state("c").local_frame == -3);
}

TEST_CASE("a sequence that starts later shifts all its children", "[eval][time]") {
  Scene scene(group("root", 0, 100, {sequence("s", 30, {leaf("a", 0, 10), leaf("b", 0, 10)})}));
  scene.at(42);
  CHECK(scene.units() == "b");
  CHECK(scene.state("b").local_frame == 2);
}

TEST_CASE("an empty range shows nothing and still samples its first frame", "[eval][time]") {
  Scene scene(group("root", 0, 100, {leaf("a", 4, 4).with([](ir::Node& n, ir::Composition& c) {
                      n.transform.z = keys(c, {{0, 7}, {10, 17}});
                    })}));
  scene.at(4);
  CHECK_FALSE(scene.state("a").visible);
  CHECK(scene.state("a").lanes.z == 7);
}

TEST_CASE("animations are sampled at the local frame, clamped to the node's own time",
          "[eval][time]") {
  Scene scene(group("root", 0, 100, {leaf("a", 10, 20).with([](ir::Node& n, ir::Composition& c) {
                      n.transform.translate_x = keys(c, {{0, 0}, {100, 100}});
                    })}));
  const std::pair<std::int64_t, double> cases[] = {{0, 0}, {10, 0}, {15, 5}, {19, 9}, {50, 9}};
  for (const auto& [frame, x] : cases) {
    CAPTURE(frame);
    scene.at(frame);
    CHECK(scene.state("a").lanes.translate_x == x);
  }
}

TEST_CASE("a held key keeps its value until the next one", "[eval][time]") {
  Scene scene(leaf("a", 0, 20).with([](ir::Node& n, ir::Composition& c) {
    n.opacity = keys(c, {{0, 0.25}, {10, 0.75, anim::Ease::hold}});
  }));
  scene.at(9);
  CHECK(scene.state("a").opacity == 0.25);
  scene.at(10);
  CHECK(scene.state("a").opacity == 0.75);
}

TEST_CASE("frames may be asked for in any order and twice", "[eval][time]") {
  const auto animate = [](ir::Node& n, ir::Composition& c) {
    n.transform.translate_x = keys(c, {{0, 0}, {10, 100}});
    n.transform.rotation_rad = keys(c, {{0, 0}, {10, 1}});
  };
  const NodeSpec root = group("root", 0, 100, {leaf("a", 0, 10).with(animate), leaf("b", 5, 15)});
  Scene forward(root), backward(root);
  for (std::int64_t frame = 19; frame > 7; --frame) backward.at(frame);
  forward.at(7), backward.at(7), backward.at(7);
  CHECK(forward.units() == backward.units());
  CHECK(forward.state("a").canvas_from_node == backward.state("a").canvas_from_node);
}
