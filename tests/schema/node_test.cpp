#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using test::composition;
using test::diagnostics_of;
using test::leaf;
using test::load;

TEST_CASE("each rule of a node has its sentence and names the node", "[schema][node]") {
  struct Case {
    const char* extra;
    const char* expected;  // empty: accepted
  };
  const Case cases[] = {
      {R"("mask": null, "layout": null, "motion_blur": null, "parent": null, "depth_sort": false)",
       ""},
      {R"("mask": {"source": {"node": "x"}})",
       "/mask/source/node: unknown node \"x\"; known: card"},
      {R"("mask": {"source": {"node": "card"}})",
       "/mask/source/node: a node cannot be its own mask; name another node"},
      {R"("mask": {})", "/mask: a mask needs \"source\"; add it"},
      {R"("mask": 7)",
       "/mask: \"mask\" must be an object {\"source\", \"mode\", \"inverted\", \"feather\"}, not a "
       "number"},
      {R"("mask": {"source": {"nod": "x"}})",
       "/mask/source/nod: unknown mask source \"nod\"; did you mean \"node\"?"},
      {R"("mask": {"source": {"asset": "bgg"}})",
       "/mask/source/asset: unknown asset \"bgg\"; did you mean \"bg\"?"},
      {R"("mask": {"source": {"asset": "bg"}, "mode": "stencil"})",
       "/mask/mode: the mask mode \"stencil\" is an object; write {\"stencil\": {\"threshold\": "
       "0.5}}"},
      {R"("mask": {"source": {"asset": "bg"}, "mode": {"stencil": {"threshold": 2}}})",
       "/mask/mode/stencil/threshold: \"threshold\" must be in 0..1, not 2"},
      {R"("mask": {"source": {"asset": "bg"}, "feather": -1})",
       "/mask/feather: \"feather\" must be in 0..1000000000, not -1"},
      {R"("mask": {"source": {"shape": {"elipse": {}}}})",
       "/mask/source/shape/elipse: unknown shape \"elipse\"; did you mean \"ellipse\"?"},
      {R"("mask": {"source": {"shape": {"rect": {"width": 3}}}})",
       "/mask/source/shape/rect: a shape needs \"height\"; add it"},
      {R"("mask": {"source": {"shape": {"rect": {"width": -3, "height": 1}}}})",
       "/mask/source/shape/rect/width: \"width\" must be in 0..1000000000, not -3"},
      {R"("layout": {"display": "flex"})", ""},
      {R"("layout": {"display": "flx"})",
       "/layout/display: unknown display \"flx\"; did you mean \"flex\"?"},
      {R"("layout": {"justify_content": "space-between"})",
       "/layout/justify_content: unknown justify_content \"space-between\"; did you mean "
       "\"space_between\"?"},
      {R"("layout": {"size": {"width": "50"}})",
       "/layout/size/width: \"50\" is no size; write \"auto\", pixels such as 120, or a percentage "
       "such as \"50%\""},
      {R"("layout": {"size": {"width": -1}})",
       "/layout/size/width: \"width\" must be in 0..1000000000, not -1"},
      {R"("layout": {"padding_px": {"topp": 1}})",
       "/layout/padding_px/topp: unknown key \"topp\"; did you mean \"top\"?"},
      {R"("layout": {"grid_columns": 0})",
       "/layout/grid_columns: \"grid_columns\" must be a whole number in 1..10000, not 0"},
      {R"("motion_blur": {})", ""},
      {R"("motion_blur": true)",
       "/motion_blur: \"motion_blur\" must be an object {\"samples\", \"shutter_angle_deg\", "
       "\"shutter_phase_deg\"}, not a boolean"},
      {R"("parent": "other")", "/parent: unknown node \"other\"; known: card"},
      {R"("parent": "card")", "/parent: a node cannot be its own parent; name another node"},
      {R"("parent": 3)", "/parent: \"parent\" must be the id of a node, not a number"},
      {R"("depth_sort": true)",
       "/depth_sort: \"depth_sort\" orders the children of a collection; a leaf has none; remove "
       "it"},
      {R"("depth_sort": 1)", "/depth_sort: \"depth_sort\" must be true or false, not a number"},
      {R"("metadata": {"any": ["thing"], "introduced": 1997})", ""},
      {R"("metadata": 7)", ""},
      {R"("blend": "normal")", ""},
      {R"("blend": "multiply")", ""},
      {R"("blend": "plus_lighter")", ""},
      {R"("blend": "nromal")", "/blend: unknown blend mode \"nromal\"; did you mean \"normal\"?"},
      {R"("blend": 1)", "/blend: \"blend\" must be a string, not a number"},
      {R"("opacty": 1)", "/opacty: unknown key \"opacty\"; did you mean \"opacity\"?"},
      {R"("range": [0, 60])", ""},
      {R"("range": [-10, 100])", ""},
      {R"("range": [5, 5])", ""},
      {R"("range": [10, 5])", "/range: \"range\" [10, 5] ends before it starts"},
      {R"("range": [10])", "/range: \"range\" must be [start, end) in whole frames"},
      {R"("range": [0, 1.5])",
       "/range/1: \"range\"[1] must be a whole number in -2147483647..2147483647, not 1.5"},
      {R"("range": null)", "/range: \"range\" must be [start, end) in whole frames"},
      {R"("conditioning": {"depth": 0.4, "semantic": null, "instance": null, "mask": false})", ""},
      {R"("conditioning": {"semantic": "person", "instance": 3, "mask": true})", ""},
      {R"("conditioning": {"semantic": ""})",
       "/conditioning/semantic: \"semantic\" must not be empty"},
      {R"("conditioning": {"instance": -3})",
       "/conditioning/instance: \"instance\" must be a whole number in 0..2147483647, not -3"},
      {R"("conditioning": {"mask": 1})",
       "/conditioning/mask: \"mask\" must be true or false, not a number"},
      {R"("conditioning": {"detph": 1})",
       "/conditioning/detph: unknown key \"detph\"; did you mean \"depth\"?"},
      {R"("conditioning": 3)", "/conditioning: \"conditioning\" must be an object, not a number"},
      {R"("transform": {"rotation_x_deg": 0, "rotation_y_deg": 0.0})", ""},
      {R"("transform": {"rotation_x_deg": 10, "rotation_y_deg": {"keys": [[0, 1]]}})", ""},
      {R"("transform": {"rotate": 10})",
       "/transform/rotate: unknown key \"rotate\"; known: translate, rotation_deg, scale, anchor, "
       "skew_deg, z, rotation_x_deg, rotation_y_deg"},
      {R"("transform": [])", "/transform: \"transform\" must be an object, not an array"},
      {R"("group": [])",
       ": a node has one of \"kind\", \"leaf\", \"group\", \"stack\", \"sequence\", \"switch\", "
       "\"comp\"; this one has \"leaf\" and \"group\"; keep one"},
      {R"("switch": {"active": 0})",
       ": a node has one of \"kind\", \"leaf\", \"group\", \"stack\", \"sequence\", \"switch\", "
       "\"comp\"; this one has \"leaf\" and \"switch\"; keep one"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.extra);
    CHECK(diagnostics_of(leaf(c.extra)) ==
          (*c.expected ? "scene.json:/root" + std::string(c.expected) + " (node \"card\")" : ""));
  }
}

TEST_CASE("each wrong kind has its sentence", "[schema][node]") {
  struct Case {
    const char* root;
    const char* expected;
  };
  const Case cases[] = {
      {R"({})",
       ": a node has one of \"kind\", \"leaf\", \"group\", \"stack\", \"sequence\", \"switch\", "
       "\"comp\"; this one has none of them; add one"},
      {R"(7)", ": \"root\" must be an object, not a number"},
      {R"({"leaf": "bgg"})", "/leaf: unknown asset \"bgg\"; did you mean \"bg\"?"},
      {R"({"leaf": "picture"})", "/leaf: unknown asset \"picture\"; known: bg"},
      {R"({"leaf": 7})",
       "/leaf: \"leaf\" must be the name of an asset, {\"asset\": name} or an asset itself, not a "
       "number"},
      {R"({"leaf": {}})", "/leaf: a leaf needs \"asset\"; add it"},
      {R"({"leaf": {"asset": 7}})",
       "/leaf/asset: \"asset\" must be the name of an asset, not a number"},
      {R"({"leaf": {"asset": "bg", "x": 1}})", "/leaf/x: unknown key \"x\"; known: asset"},
      {R"({"leaf": {"solid_rect": {"color": "blue"}}})",
       "/leaf/solid_rect/color: \"blue\" is not a colour; write \"#rrggbb\", \"#rrggbbaa\", [r, g, "
       "b, a] or {\"r\", \"g\", \"b\", \"a\"} in 0..1, or {\"h\", \"s\", \"l\", \"a\"}"},
      {R"({"group": {}})", "/group: \"group\" must be an array of nodes, not an object"},
      {R"({"kind": "leaf"})",
       "/kind: \"kind\" must be an object with one key; write {\"leaf\": {\"asset\": ..}} or "
       "{\"collection\": {\"mode\": .., \"children\": [..]}}"},
      {R"({"kind": {"comp_ref": {}}})",
       "/kind/comp_ref: a composition node needs \"composition\"; add it"},
      {R"({"kind": {"leef": {}}})",
       "/kind/leef: unknown node kind \"leef\"; did you mean \"leaf\"?"},
      {R"({"kind": {"collection": {"mode": "switch", "children": []}}})",
       "/kind/collection/mode: the mode \"switch\" needs \"active\"; write {\"switch\": "
       "{\"active\": 0}}"},
      {R"({"kind": {"collection": {"mode": {"switch": {}}, "children": []}}})",
       "/kind/collection/mode/switch: a switch needs \"active\"; add it"},
      {R"({"kind": {"collection": {"mode": {"swich": {}}, "children": []}}})",
       "/kind/collection/mode: a mode needs \"switch\"; add it (node \"n\")\nscene.json:/root/kind/"
       "collection/mode/swich: unknown key \"swich\"; did you mean \"switch\"?"},
      {R"({"switch": {"active": 0.5, "children": []}})",
       "/switch/active: \"active\" must be a whole number, not 0.5"},
      {R"({"switch": []})",
       "/switch: \"switch\" must be an object {\"active\", \"children\"}, not an array"},
      {R"({"repeat": {"over": 3, "child": {}}})",
       "/repeat: \"repeat\" stands alone, as a child of a collection; write {\"repeat\": "
       "{\"over\": "
       ".., \"child\": {..}}} among the children"},
      {R"({"collection": {"mode": "group", "children": []}})",
       "/collection: \"collection\" stands in \"kind\"; write {\"kind\": {\"collection\": ..}}"},
      {R"({"kind": {"collection": {"mode": "grup", "children": []}}})",
       "/kind/collection/mode: unknown mode \"grup\"; did you mean \"group\"?"},
      {R"({"kind": {"collection": {"mode": "group"}}})",
       "/kind/collection: a collection needs \"children\"; add it"},
      {R"({"kind": {"collection": {"children": []}}})",
       "/kind/collection: a collection needs \"mode\"; add it"},
      {R"({"comp": "lower_third"})",
       "/comp: unknown composition \"lower_third\"; declare it in \"compositions\""},
      {R"({"comp": 7})",
       "/comp: \"comp\" must be the name of a composition or an object {\"composition\": name}, "
       "not "
       "a number"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.root);
    CHECK(diagnostics_of(composition(c.root)) ==
          "scene.json:/root" + std::string(c.expected) + " (node \"n\")");
  }
}

TEST_CASE("ids are child paths unless given, and nobody shares one", "[schema][node]") {
  const auto result = load(composition(
      R"({"group": [{"leaf": "bg"}, {"id": "mid", "stack": [{"leaf": "bg"}, {"leaf": "bg"}]}]})"));
  REQUIRE(diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  const auto id = [&](std::size_t i) { return c.text(c.nodes[i].id); };
  REQUIRE(c.nodes.size() == 5);
  CHECK(id(0) == "n");
  CHECK(id(1) == "n.0");
  CHECK(id(2) == "mid");
  CHECK(id(3) == "n.1.0");
  CHECK(id(4) == "n.1.1");
  CHECK(c.text(c.nodes[4].pointer) == "/root/group/1/stack/1");

  CHECK(diagnostics_of(
            composition(R"({"group": [{"id": "a", "leaf": "bg"}, {"id": "a", "leaf": "bg"}]})")) ==
        "scene.json:/root/group/1/id: the id \"a\" is taken by the node at /root/group/0; give "
        "each node an id of its own (node \"a\")");
  CHECK(
      diagnostics_of(composition(R"({"group": [{"id": "n.1", "leaf": "bg"}, {"leaf": "bg"}]})")) ==
      "scene.json:/root/group/1: the id \"n.1\" is taken by the node at /root/group/0; give "
      "each node an id of its own (node \"n.1\")");
  CHECK(diagnostics_of(composition(R"({"id": "", "leaf": "bg"})")) ==
        "scene.json:/root/id: \"id\" must not be empty");
  CHECK(diagnostics_of(composition(R"({"id": 3, "leaf": "bg"})")) ==
        "scene.json:/root/id: \"id\" must be a string, not a number");
}

TEST_CASE("ranges default to the parent's whole duration", "[schema][node]") {
  const auto result = load(composition(
      R"({"range": [10, 50], "group": [{"leaf": "bg"}, {"range": [5, 8], "group": [{"leaf": "bg"}]}]})"));
  REQUIRE(diagnostics_of(result) == "");
  const auto& nodes = result.composition.nodes;
  CHECK(nodes[1].start_frame == 0);
  CHECK(nodes[1].end_frame == 40);
  CHECK(nodes[3].start_frame == 0);
  CHECK(nodes[3].end_frame == 3);
}

TEST_CASE("a sequence's children start at 0 and say how long they last", "[schema][node]") {
  CHECK(diagnostics_of(composition(R"({"sequence": [{"leaf": "bg", "range": [0, 5]},
                                                    {"leaf": "bg"},
                                                    {"leaf": "bg", "range": [5, 15]}]})")) ==
        "scene.json:/root/sequence/1: a child of a sequence needs \"range\"; write \"range\": "
        "[0, frames] (node \"n.1\")\n"
        "scene.json:/root/sequence/2/range: \"range\" [5, 15] of a sequence's child must start at "
        "0; write [0, 10]; the sequence places it (node \"n.2\")");
}

TEST_CASE("nodes lie parents first, in document order", "[schema][node]") {
  const auto result = load(composition(
      R"({"group": [{"stack": [{"leaf": "bg"}]}, {"leaf": "bg"},
                    {"sequence": [{"leaf": "bg", "range": [0, 9]}]}]})"));
  REQUIRE(diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  REQUIRE(c.nodes.size() == 6);
  using ir::NodeKind;
  const NodeKind kinds[] = {NodeKind::group, NodeKind::stack,    NodeKind::leaf,
                            NodeKind::leaf,  NodeKind::sequence, NodeKind::leaf};
  const std::uint32_t parents[] = {ir::NodeIdx::kNone, 0, 1, 0, 0, 4};
  for (std::size_t i = 0; i < 6; ++i) {
    CAPTURE(i);
    CHECK(c.nodes[i].kind == kinds[i]);
    CHECK(c.nodes[i].parent.value == parents[i]);
  }
  const Span32 children = c.nodes[0].children;
  REQUIRE(children.count == 3);
  CHECK(c.child_nodes[children.first].value == 1);
  CHECK(c.child_nodes[children.first + 1].value == 3);
  CHECK(c.child_nodes[children.first + 2].value == 4);
}

TEST_CASE("shorthand and canonical form mean the same", "[schema][node]") {
  const char* forms[] = {
      R"({"group": [{"id": "a", "leaf": "bg"}, {"sequence": [{"leaf": "bg", "range": [0, 9]}]}]})",
      R"({"kind": {"collection": {"mode": "group", "children": [
           {"id": "a", "kind": {"leaf": {"asset": "bg"}}},
           {"kind": {"collection": {"children": [{"leaf": {"asset": "bg"}, "range": [0, 9]}],
                                    "mode": "sequence"}}}]}}})",
      R"({"kind": {"group": [{"id": "a", "kind": {"leaf": "bg"}},
           {"kind": {"sequence": [{"leaf": "bg", "range": [0, 9]}]}}]}})",
  };
  const auto first = load(composition(forms[0]));
  REQUIRE(diagnostics_of(first) == "");
  for (const char* form : forms) {
    CAPTURE(form);
    const auto result = load(composition(form));
    REQUIRE(diagnostics_of(result) == "");
    CHECK(test::dumped(result) == test::dumped(first));
  }
}

TEST_CASE("depth may replace z", "[schema][node]") {
  const auto fixed = load(leaf(R"("conditioning": {"depth": 0.4})")).composition;
  CHECK(fixed.nodes[0].own_depth);
  CHECK(fixed.nodes[0].depth.constant == 0.4);
  const auto moving = load(leaf(R"("conditioning": {"depth": {"keys": [[0, 1], [9, 2]]}})"));
  CHECK(moving.composition.nodes[0].own_depth);
  CHECK_FALSE(moving.composition.nodes[0].depth.is_constant());
  CHECK_FALSE(load(leaf(R"("conditioning": {"depth": null})")).composition.nodes[0].own_depth);
}
