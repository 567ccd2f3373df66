#include "ir/verify.h"

#include <functional>
#include <limits>

#include "ir/film.h"
#include "ir/passes/normalize.h"
#include "support/catch.h"

using namespace lattice;
using test::Film;

namespace {

// A film with one of everything, in order.
Film good_film() {
  Film film;
  ir::Composition& c = film.composition;
  film.add_leaf(30);
  film.add_leaf(30);
  c.nodes[1].transition_out = film.add_transition(0, 10);
  c.nodes[2].opacity = c.curves.add_track({{0, 0}, {9, 1}});
  ir::Effect effect;
  effect.kind = ir::KindId{std::size_t{0}};
  effect.params = {0, 1};
  effect.pointer = film.text("/root/effects/0");
  c.effects.push_back(effect);
  c.nodes[2].effects = {0, 1};
  REQUIRE(ir::normalize(c));
  return film;
}

}  // namespace

TEST_CASE("a composition in order passes", "[ir][verify]") {
  CHECK(ir::verify(good_film().composition));
}

TEST_CASE("each broken rule is found", "[ir][verify]") {
  using C = ir::Composition;
  struct Case {
    const char* what;  // the sentence
    std::function<void(C&)> break_it;
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Case cases[] = {
      {"its size is not positive", [](C& c) { c.width = 0; }},
      {"it is not positive", [](C& c) { c.fps.den = 0; }},
      {"it is shorter than one frame", [](C& c) { c.duration_frames = 0; }},
      {"its text is not in the table", [](C& c) { c.file = {}; }},
      {"there is no root", [](C& c) { c.nodes.clear(); }},
      {"the root has a parent", [](C& c) { c.nodes[0].parent = ir::NodeIdx{std::size_t{1}}; }},
      {"not every node but the root is one node's child", [](C& c) { c.child_nodes.pop_back(); }},
      {"not every node but the root is one node's child",
       [](C& c) { c.nodes[0].children.count = 1; }},
      {"its parent does not come before it",
       [](C& c) { c.nodes[1].parent = ir::NodeIdx{std::size_t{2}}; }},
      {"its parent does not come before it", [](C& c) { c.nodes[1].parent = {}; }},
      {"a child that is not its own", [](C& c) { c.child_nodes[0] = ir::NodeIdx{std::size_t{0}}; }},
      {"a child that is not its own", [](C& c) { c.child_nodes[0] = {}; }},
      {"its children are out of order",
       [](C& c) { std::swap(c.child_nodes[0], c.child_nodes[1]); }},
      {"its children are out of order", [](C& c) { c.child_nodes[1] = c.child_nodes[0]; }},
      {"it ends before it starts", [](C& c) { c.nodes[1].start_frame = 31; }},
      {"a sequence's child that does not start at 0", [](C& c) { c.nodes[1].start_frame = 1; }},
      {"it does not lie where its sequence puts it",
       [](C& c) { c.nodes[2].sequence_offset_frames = 21; }},
      {"the root lies in no sequence", [](C& c) { c.nodes[0].sequence_offset_frames = 1; }},
      {"a leaf without an asset", [](C& c) { c.nodes[1].asset = {}; }},
      {"a leaf without an asset", [](C& c) { c.nodes[1].asset = ir::AssetIdx{std::size_t{9}}; }},
      {"a collection with an asset", [](C& c) { c.nodes[0].asset = ir::AssetIdx{std::size_t{0}}; }},
      {"its texts are not in the table", [](C& c) { c.nodes[1].id = {}; }},
      {"one is neither an asset nor a node",
       [](C& c) {
         c.inputs = {{ir::AssetIdx{std::size_t{9}}, {}}};
       }},
      {"one points outside the tables",
       [](C& c) {
         c.effects[0].inputs = {0, 1};
       }},
      {"no such effects",
       [](C& c) {
         c.nodes[1].effects = {1, 1};
       }},
      {"no such transition",
       [](C& c) { c.nodes[1].transition_in = ir::TransitionIdx{std::size_t{5}}; }},
      {"its transitions are longer than the node", [](C& c) { c.nodes[1].end_frame = 9; }},
      {"one is shorter than a frame", [](C& c) { c.transitions[0].duration_frames = 0; }},
      {"one points outside the tables",
       [](C& c) {
         c.transitions[0].params = {0, 3};
       }},
      {"one points outside the tables", [](C& c) { c.effects[0].kind = {}; }},
      {"a lane is not finite or has no source", [nan](C& c) { c.nodes[1].depth.constant = nan; }},
      {"a lane is not finite or has no source",
       [](C& c) { c.nodes[1].opacity.source = anim::SourceId{std::size_t{7}}; }},
      {"a lane is not finite or has no source",
       [nan](C& c) { c.params[0].lanes[2].constant = nan; }},
      {"its numbers are not in the table",
       [](C& c) {
         c.params[0].numbers = {0, 1};
       }},
      {"its text is not in the table",
       [](C& c) { c.params[0].text = ir::TextId{std::size_t{999}}; }},
      {"one is not finite", [nan](C& c) { c.numbers.push_back(nan); }},
      {"its keys are not in the table", [](C& c) { c.curves.sources[0].count = 3; }},
      {"its keys are not in the table", [](C& c) { c.curves.sources[0].count = 0; }},
      {"its keys do not increase", [](C& c) { c.curves.keys[1].frame = 0; }},
      {"a key is not finite", [nan](C& c) { c.curves.keys[1].value = nan; }},
      {"its size is not a size", [](C& c) { c.assets[0].width = -1; }},
      {"an image without a source", [](C& c) { c.assets[0].kind = ir::AssetKind::image; }},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    Film film = good_film();
    c.break_it(film.composition);
    const auto verdict = ir::verify(film.composition);
    REQUIRE_FALSE(verdict);
    CHECK(verdict.error().what == c.what);
  }
}

TEST_CASE("kinds must be of their class and have all their params", "[ir][verify]") {
  const Film film = good_film();
  ir::Catalog catalog;
  catalog.kinds.resize(1);
  catalog.kinds[0].id = "org.lattice.fade";
  catalog.kinds[0].params.resize(1);
  const auto as_effect = ir::verify_kinds(film.composition, catalog);
  REQUIRE_FALSE(as_effect);
  CHECK(as_effect.error().what == "it is not a kind of transition");
  catalog.kinds[0].params.resize(2);
  const auto too_many = ir::verify_kinds(film.composition, catalog);
  REQUIRE_FALSE(too_many);
  CHECK(too_many.error().what == "its params are not those of \"org.lattice.fade\"");
  CHECK_FALSE(ir::verify_kinds(film.composition, ir::Catalog{}));
}

TEST_CASE("an effect has an input for each further port, and those that it needs", "[ir][verify]") {
  Film film = good_film();
  ir::Composition& c = film.composition;
  c.transitions.clear();
  ir::Catalog catalog;
  ir::Kind& kind = catalog.kinds.emplace_back();
  kind.id = "org.lattice.displace";
  kind.params.resize(1);
  kind.ports = {{"src", false}, {"map", false}, {"matte", true}};
  const auto what = [&] { return ir::verify_kinds(c, catalog).error().what; };
  CHECK(what() == "its inputs are not those of \"org.lattice.displace\"");
  c.inputs = {{}, {}};
  c.effects[0].inputs = {0, 2};
  CHECK(what() == "\"map\" is not connected");
  c.inputs[0].asset = ir::AssetIdx{std::size_t{0}};
  CHECK(ir::verify_kinds(c, catalog));
}
