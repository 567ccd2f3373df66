#include "eval/scene.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::eval::testing;
using eval::UnitKind;

namespace {

constexpr TransitionSpec kFade5{kCrossfade, 5};

// The unit's progress, or -1 outside its window.
double progress(const eval::ResolvedTransition& t) { return t.transition ? t.progress : -1; }

void check_paired(const Scene& scene, const char* from, const char* to) {
  CHECK(scene.unit(from).pair == scene.unit_index(to));
  CHECK(scene.unit(to).pair == scene.unit_index(from));
  CHECK(scene.unit_index(from) < scene.unit_index(to));
  CHECK(progress(scene.unit(from).transition_out) == progress(scene.unit(to).transition_in));
}

}  // namespace

TEST_CASE("equal transitions of neighbours in a sequence pair over their overlap",
          "[eval][transition]") {
  Scene scene(
      sequence("root", 0,
               {leaf("a", 0, 20).transition_out(kFade5), leaf("b", 0, 20).transition_in(kFade5)}));
  CHECK(scene.composition.node(scene.find("root")).duration_frames() == 35);
  scene.at(14);
  CHECK(scene.units() == "a");
  CHECK(progress(scene.unit("a").transition_out) == -1);
  for (std::int64_t k = 0; k < 5; ++k) {
    CAPTURE(k);
    scene.at(15 + k);
    REQUIRE(scene.units() == "a b");
    CHECK(progress(scene.unit("a").transition_out) == static_cast<double>(k) / 5);
    CHECK(scene.unit("a").transition_in.transition.is_none());
    CHECK(scene.unit("b").transition_out.transition.is_none());
    check_paired(scene, "a", "b");
  }
  scene.at(20);
  CHECK(scene.units() == "b");
  CHECK(scene.unit("b").transition_in.transition.is_none());
  CHECK(scene.unit("b").pair.is_none());
}

TEST_CASE("a sequence child that leaves alone is drawn on top of the next one",
          "[eval][transition]") {
  Scene scene(sequence("root", 0, {leaf("a", 0, 20).transition_out(kFade5), leaf("b", 0, 20)}));
  scene.at(17);
  REQUIRE(scene.units() == "b a");
  CHECK(progress(scene.unit("a").transition_out) == 2.0 / 5);
  CHECK(scene.unit("a").pair.is_none());
  CHECK(scene.unit("b").pair.is_none());
  CHECK(scene.unit("b").transition_in.transition.is_none());
}

TEST_CASE("a sequence child that enters alone is drawn on top of the one before",
          "[eval][transition]") {
  Scene scene(sequence("root", 0, {leaf("a", 0, 20), leaf("b", 0, 20).transition_in(kFade5)}));
  scene.at(17);
  REQUIRE(scene.units() == "a b");
  CHECK(progress(scene.unit("b").transition_in) == 2.0 / 5);
  CHECK(scene.unit("b").pair.is_none());
  CHECK(scene.unit("a").transition_out.transition.is_none());
}

TEST_CASE("the outer ends of a sequence play their transitions unpaired", "[eval][transition]") {
  Scene scene(
      sequence("root", 0,
               {leaf("a", 0, 20).transition_in(kFade5), leaf("b", 0, 20).transition_out(kFade5)}));
  scene.at(1);
  CHECK(progress(scene.unit("a").transition_in) == 1.0 / 5);
  scene.at(5);
  CHECK(progress(scene.unit("a").transition_in) == -1);
  scene.at(39);
  CHECK(progress(scene.unit("b").transition_out) == 4.0 / 5);
  CHECK(scene.unit("b").pair.is_none());
}

TEST_CASE("a child may enter and leave in two overlaps that meet", "[eval][transition]") {
  Scene scene(sequence("root", 0,
                       {leaf("a", 0, 10).transition_out(kFade5),
                        leaf("b", 0, 10).transition_in(kFade5).transition_out(kFade5),
                        leaf("c", 0, 10).transition_in(kFade5)}));
  scene.at(9);
  REQUIRE(scene.units() == "a b");
  check_paired(scene, "a", "b");
  scene.at(10);
  REQUIRE(scene.units() == "b c");
  check_paired(scene, "b", "c");
}

TEST_CASE("a collection within its transition becomes one isolated unit", "[eval][transition]") {
  Scene scene(sequence(
      "root", 0,
      {group("g", 0, 20, {leaf("a", 0, 20), leaf("b", 0, 20).at(50, 0)}).transition_out(kFade5),
       leaf("c", 0, 20).transition_in(kFade5)}));
  scene.at(10);
  CHECK(scene.units() == "a b");
  scene.at(15);
  REQUIRE(scene.units() == "g (a b) c");
  CHECK(scene.unit("g").kind == UnitKind::group);
  check_paired(scene, "g", "c");
  CHECK(scene.unit("a").transition_out.transition.is_none());
}

TEST_CASE("neighbours in a stack pair when their windows cover the same frames",
          "[eval][transition]") {
  Scene scene(
      stack("root", 0, 100,
            {leaf("a", 0, 20).transition_out(kFade5), leaf("b", 15, 40).transition_in(kFade5)}));
  scene.at(14);
  CHECK(scene.units() == "a");
  scene.at(16);
  REQUIRE(scene.units() == "a b");
  CHECK(progress(scene.unit("a").transition_out) == 1.0 / 5);
  check_paired(scene, "a", "b");
}

TEST_CASE("neighbours in a stack with windows apart by a frame stay unpaired",
          "[eval][transition]") {
  Scene scene(
      stack("root", 0, 100,
            {leaf("a", 0, 20).transition_out(kFade5), leaf("b", 16, 40).transition_in(kFade5)}));
  scene.at(17);
  REQUIRE(scene.units() == "a b");
  CHECK(progress(scene.unit("a").transition_out) == 2.0 / 5);
  CHECK(progress(scene.unit("b").transition_in) == 1.0 / 5);
  CHECK(scene.unit("a").pair.is_none());
  CHECK(scene.unit("b").pair.is_none());
}

TEST_CASE("transitions pair only when kind, duration and params are equal", "[eval][transition]") {
  struct Case {
    const char* name;
    TransitionSpec out, in;
    bool pairs;
  };
  const Case cases[] = {
      {"equal params", {kWipe, 5, 0.5}, {kWipe, 5, 0.5}, true},
      {"other params", {kWipe, 5, 0.5}, {kWipe, 5, 0.25}, false},
      {"other kind", {kWipe, 5, 0.5}, {kCrossfade, 5}, false},
      {"other duration", {kWipe, 5, 0.5}, {kWipe, 4, 0.5}, false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    Scene scene(
        stack("root", 0, 100,
              {leaf("a", 0, 20).transition_out(c.out), leaf("b", 15, 40).transition_in(c.in)}));
    scene.at(15);
    CHECK(scene.unit("b").pair.is_none() != c.pairs);
    CHECK(scene.unit("a").pair.is_none() != c.pairs);
  }
}

TEST_CASE("texts and arrays of two transitions are compared by value", "[eval][transition]") {
  const auto with_values = [](const char* second_text, double second_number) {
    return [=](ir::Composition& c) {
      for (ir::Param& param : c.params) {
        const bool is_first = c.numbers.empty();
        param.text = ir::TextId{c.texts.size()};
        c.texts.push_back(is_first ? "text" : second_text);
        param.numbers = {static_cast<std::uint32_t>(c.numbers.size()), 1};
        c.numbers.push_back(is_first ? 4 : second_number);
      }
    };
  };
  const NodeSpec root = stack(
      "root", 0, 100,
      {leaf("a", 0, 20).transition_out({kWipe, 5}), leaf("b", 15, 40).transition_in({kWipe, 5})});
  const auto is_paired = [&](const char* text, double number) {
    Scene scene(root, 100, with_values(text, number));
    scene.at(15);
    return !scene.unit("b").pair.is_none();
  };
  CHECK(is_paired("text", 4));
  CHECK_FALSE(is_paired("other", 4));
  CHECK_FALSE(is_paired("text", 5));
}

TEST_CASE("only neighbours pair, and never the children of a group", "[eval][transition]") {
  const NodeSpec a = leaf("a", 0, 20).transition_out(kFade5);
  const NodeSpec b = leaf("b", 15, 40).transition_in(kFade5);
  Scene apart(stack("root", 0, 100, {a, leaf("between", 0, 100), b}));
  Scene grouped(group("root", 0, 100, {a, b}));
  Scene reversed(stack("root", 0, 100, {b, a}));
  for (Scene* scene : {&apart, &grouped, &reversed}) {
    scene->at(16);
    CAPTURE(scene->units());
    CHECK(scene->unit("a").pair.is_none());
    CHECK(scene->unit("b").pair.is_none());
    CHECK(progress(scene->unit("a").transition_out) == 1.0 / 5);
    CHECK(progress(scene->unit("b").transition_in) == 1.0 / 5);
  }
}

TEST_CASE("a node whose neighbour draws nothing keeps its transition unpaired",
          "[eval][transition]") {
  Scene scene(sequence("root", 0,
                       {leaf("a", 0, 20).transition_out(kFade5).opacity(0),
                        leaf("b", 0, 20).transition_in(kFade5)}));
  scene.at(16);
  REQUIRE(scene.units() == "b");
  CHECK(progress(scene.unit("b").transition_in) == 1.0 / 5);
  CHECK(scene.unit("b").pair.is_none());
}

TEST_CASE("the root plays its own transitions", "[eval][transition]") {
  Scene scene(group("root", 0, 20, {leaf("a", 0, 20)}).transition_in(kFade5).transition_out(kFade5),
              20);
  scene.at(2);
  REQUIRE(scene.units() == "root (a)");
  CHECK(progress(scene.unit("root").transition_in) == 2.0 / 5);
  scene.at(10);
  CHECK(scene.units() == "a");
  scene.at(19);
  CHECK(progress(scene.unit("root").transition_out) == 4.0 / 5);
}

TEST_CASE("a transition of no frames is never within its window", "[eval][transition]") {
  Scene scene(
      group("root", 0, 20,
            {leaf("a", 0, 20).transition_in({kCrossfade, 0}).transition_out({kCrossfade, 0})}));
  for (const std::int64_t frame : {0, 19}) {
    scene.at(frame);
    CHECK(progress(scene.unit("a").transition_in) == -1);
    CHECK(progress(scene.unit("a").transition_out) == -1);
  }
}

TEST_CASE("a long sequence finds its one or two children at every frame", "[eval][transition]") {
  std::vector<NodeSpec> children;
  for (int i = 0; i < 50; ++i) {
    children.push_back(leaf("n" + std::to_string(i), 0, 10));
    if (i > 0) children.back().transition_in({kCrossfade, 3});
    if (i < 49) children.back().transition_out({kCrossfade, 3});
  }
  Scene scene(sequence("root", 0, children), 353);
  for (std::int64_t frame = 0; frame < 353; ++frame) {
    CAPTURE(frame);
    scene.at(frame);
    std::size_t visible = 0;
    for (const auto& state : scene.graph.nodes) visible += state.visible;
    REQUIRE(scene.graph.units.size() == visible - 1);
    REQUIRE(scene.graph.units.size() == (frame % 7 < 3 && frame > 3 && frame < 350 ? 2 : 1));
  }
}
