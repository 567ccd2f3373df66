// Expressions in compositions: what they may name, what they become, and what is said when
// they are wrong.
#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

std::string two(std::string_view card, std::string_view title, std::string_view extra = "") {
  return composition(R"({"group": [{"id": "card", "leaf": "bg", )" + std::string(card) +
                         R"(}, {"id": "title", "leaf": "bg", )" + std::string(title) + "}]}",
                     extra);
}

// "name = text" for every expression.
std::string expressions_of(const schema::LoadResult& result) {
  std::string out;
  for (const ir::Computed& computed : result.composition.expressions.computed)
    out += result.composition.text(computed.name) + " = " +
           (computed.text ? result.composition.text(computed.text) : "(lane)") + "\n";
  return out;
}

}  // namespace

TEST_CASE("an expression becomes a lane of the programs", "[schema][expression]") {
  const auto result = load(leaf(R"("opacity": "=1 - time.progress * 0.5")"));
  REQUIRE(diagnostics_of(result) == "");
  CHECK(expressions_of(result) == "card.opacity = (1 - (time.progress * 0.5))\n");
  const anim::F64& lane = result.composition.nodes[0].opacity;
  REQUIRE(lane.source);
  CHECK(result.composition.curves.sources[lane.source.index()].kind == anim::SourceKind::property);
}

TEST_CASE("a constant expression is a constant", "[schema][expression]") {
  const auto result = load(leaf(
      R"("opacity": "=0.25 + 0.25", "transform": {"rotation_deg": {"expr": "=2 * 45"}, "scale": "=2",
          "translate": "=vec2(3, 4) "})"));
  REQUIRE(diagnostics_of(result) == "");
  const ir::Node& card = result.composition.nodes[0];
  CHECK(result.composition.expressions.computed.empty());
  CHECK(card.opacity.is_constant());
  CHECK(card.opacity.constant == 0.5);
  CHECK(card.transform.rotation_rad.constant == Approx(1.5707963267948966));
  CHECK(card.transform.scale_y.constant == 2);
  CHECK(card.transform.translate_x.constant == 3);
  CHECK(card.transform.translate_y.constant == 4);
}

TEST_CASE("a vec2 is an expression for each lane, and each has its name", "[schema][expression]") {
  const auto result =
      load(leaf(R"("transform": {"translate": "=vec2(time.frame, self.opacity) "})"));
  REQUIRE(diagnostics_of(result) == "");
  CHECK(expressions_of(result) ==
        "card.transform.translate.x = vec2(time.frame, self.opacity)\n"
        "card.transform.translate.y = vec2(time.frame, self.opacity)\n");
}

TEST_CASE("effect parameters are expressions too, and have the path as their name",
          "[schema][expression]") {
  const auto result = load(leaf(R"("effects": [{"blur": "=self.opacity * 8"},
                   {"kind": "test.everything", "params": {"color": "=rgba(time.progress, 0, 0) "}}])"));
  REQUIRE(diagnostics_of(result) == "");
  CHECK(expressions_of(result) ==
        "card.effects.0.blur = (self.opacity * 8)\n"
        "card.effects.1.params.color.r = rgba(time.progress, 0, 0)\n"
        "card.effects.1.params.color.g = rgba(time.progress, 0, 0)\n"
        "card.effects.1.params.color.b = rgba(time.progress, 0, 0)\n"
        "card.effects.1.params.color.a = rgba(time.progress, 0, 0)\n");
}

TEST_CASE("only lanes that expressions define or read have a slot", "[schema][expression]") {
  const auto result = load(two(R"("opacity": "=nodes.title.transform.z * 0.1")",
                               R"("transform": {"z": {"keys": [[0, 1], [10, 2]]}, "translate":
                                  {"keys": [[0, [1, 2]], [10, [3, 4]]]}})"));
  REQUIRE(diagnostics_of(result) == "");
  const auto& programs = result.composition.expressions.programs;
  CHECK(programs.outputs().size() == 1);
  REQUIRE(programs.inputs().size() == 1);
  CHECK(programs.inputs()[0].id.value == ir::property_number(ir::NodeIdx{2u}, ir::PropertyKey::z));
  CHECK(result.composition.expressions.times.size() == 1);
}

TEST_CASE("a combinator around expressions that others read is computed among them",
          "[schema][expression]") {
  const auto result = load(two(R"("opacity": "=nodes.title.opacity")",
                               R"("opacity": {"mix": {"a": "=time.progress", "b": 1, "t": 0.5}})"));
  REQUIRE(diagnostics_of(result) == "");
  CHECK(expressions_of(result) ==
        "card.opacity = nodes.title.opacity\n"
        "title.opacity.mix.a = time.progress\n"
        "title.opacity = (lane)\n");
}

TEST_CASE("expressions inside of combinators see bent time", "[schema][expression]") {
  const auto result = load(leaf(
      R"("opacity": {"delay": {"frames": 10, "of": {"loop": {"period": 5, "of": "=time.frame"}}}})"));
  REQUIRE(diagnostics_of(result) == "");
  const ir::Expressions& all = result.composition.expressions;
  REQUIRE(all.times.size() == 1);
  REQUIRE(all.times[0].bends.count == 2);
  CHECK(all.bends[0].kind == anim::SourceKind::delay);
  CHECK(all.bends[0].number == 10);
  CHECK(all.bends[1].kind == anim::SourceKind::repeat);
}

TEST_CASE("the same text in other words makes the same composition", "[schema][expression]") {
  const std::string first = dumped(load(leaf(R"("opacity": "=1-time.progress*self.transform.z")")));
  CHECK(first ==
        dumped(load(leaf(R"("opacity": {"expr": "= 1 - (time.progress * self.transform.z) "})"))));
}

TEST_CASE("each wrong expression has its sentence", "[schema][expression]") {
  struct Case {
    std::string json;
    const char* expected;
  };
  const Case cases[] = {
      {leaf(R"("opacity": "=1 +")"),
       "scene.json:/root/opacity: column 5: expected a value, found the end (node \"card\")"},
      {leaf(R"("opacity": "=nodes.crad.opacity")"),
       "scene.json:/root/opacity: column 8: unknown node \"crad\"; did you mean \"card\"? (node "
       "\"card\")"},
      {leaf(R"("opacity": "=self.opactiy")"),
       "scene.json:/root/opacity: column 7: unknown lane \"opactiy\" of self; did you mean "
       "\"opacity\"? (node \"card\")"},
      {leaf(R"("opacity": "=self.switch.active")"), nullptr},
      {leaf(R"("opacity": "=vars.speed")"), nullptr},
      {leaf(R"("opacity": "=item.value")"),
       "scene.json:/root/opacity: column 7: item is the row of a repeat, and there is no repeat "
       "around this (node \"card\")"},
      {leaf(R"("opacity": "=self.opacity")"),
       "scene.json:/root/opacity: column 2: these expressions wait for each other: card.opacity -> "
       "card.opacity; give one of them a value of its own (node \"card\")"},
      {leaf(R"("conditioning": {"depth": {"expr": "=true"}})"), nullptr},
      {leaf(R"("effects": [{"kind": "test.everything", "params": {"axis": "=1"}}])"),
       "scene.json:/root/effects/0/params/axis: an expression has no type of three numbers; write "
       "one for each: [\"=...\", \"=...\", \"=...\"] (node \"card\")"},
      {leaf(R"("transition_in": {"kind": "wipe", "duration_frames": 3,
               "params": {"soft_edge": "=time.progress"}})"),
       "scene.json:/root/transition_in/params/soft_edge: parameters of transitions do not animate; "
       "give a constant (node \"card\")"},
      {leaf(R"("transition_in": {"kind": "wipe", "duration_frames": 3,
               "params": {"soft_edge": "=1 + 1"}})"),
       "scene.json:/root/transition_in/params/soft_edge: \"soft_edge\" must be in 0..1, not 2 "
       "(node \"card\")"},
      {leaf(R"("opacity": "=value_at(self.transform.z, 1) ", "transform": {"z": "=time.frame"})"),
       "scene.json:/root/opacity: column 11: value_at needs a lane of constants or keyframes, and "
       "this one is an expression; write its formula with the other time instead (node \"card\")"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.json);
    const std::string found = diagnostics_of(c.json);
    CHECK(found != "");
    CHECK(found.find('\n') == std::string::npos);
    if (c.expected != nullptr) CHECK(found == c.expected);
  }
}

TEST_CASE("a circle is told as a path through all of its nodes", "[schema][expression]") {
  CHECK(diagnostics_of(
            two(R"("opacity": "=nodes.title.opacity")",
                R"("opacity": {"mix": {"a": "=nodes.card.opacity", "b": 1, "t": 0.5}})")) ==
        "scene.json:/root/group/0/opacity: column 8: these expressions wait for each other: "
        "card.opacity -> "
        "title.opacity -> title.opacity.mix.a -> card.opacity; give one of them a value of its own "
        "(node \"card\")");
}

TEST_CASE("every wrong expression of a file is reported", "[schema][expression]") {
  const std::string found = diagnostics_of(two(
      R"("opacity": "=sni(1) ")", R"("opacity": "=self.x", "transform": {"scale": "=vars.a"})"));
  CHECK(std::count(found.begin(), found.end(), '\n') == 2);
}

TEST_CASE("in a repeat, names mean the row first", "[schema][expression]") {
  const auto result = load(composition(
      R"({"group": [{"repeat": {"over": "rows", "child": {"id": "bar", "group": [
            {"id": "fill", "leaf": "bg", "opacity": "=item.value",
             "transform": {"translate": "=vec2(index * 10, item.x) "
}
},
            {"id": "mark", "leaf": "bg", "opacity": "=nodes.fill.transform.z + nodes.base.opacity"}]
}
}
},
         {"id": "base", "leaf": "bg"}]
})",
      R"("variables": {"rows": [{"value": 0.5, "x": 1}, {"value": 0.25, "x": 2}]},)"));
  REQUIRE(diagnostics_of(result) == "");
  CHECK(expressions_of(result) ==
        "mark.0.opacity = (nodes.fill.transform.z + nodes.base.opacity)\n"
        "mark.1.opacity = (nodes.fill.transform.z + nodes.base.opacity)\n");
  const ir::Composition& c = result.composition;
  std::vector<double> opacities, xs, ys;
  for (const ir::Node& node : c.nodes)
    if (c.text(node.id).starts_with("fill.")) {
      opacities.push_back(node.opacity.constant);
      xs.push_back(node.transform.translate_x.constant);
      ys.push_back(node.transform.translate_y.constant);
    }
  CHECK(opacities == std::vector<double>{0.5, 0.25});
  CHECK(xs == std::vector<double>{0, 10});
  CHECK(ys == std::vector<double>{1, 2});
  REQUIRE(c.expressions.programs.inputs().size() == 3);
}

TEST_CASE("an unknown field of a row has a suggestion", "[schema][expression]") {
  CHECK(diagnostics_of(composition(
            R"({"group": [{"repeat": {"over": "rows", "child": {"leaf": "bg", "opacity":
               "=item.valu"}}}]})",
            R"("variables": {"rows": [{"value": 0.5}]},)")) ==
        "scene.json:/root/group/0/repeat/child/opacity: column 7: unknown field \"valu\" of item; "
        "did you mean \"value\"? (node \"n.0.0\")");
}

TEST_CASE("hostile expressions end in an error", "[schema][expression]") {
  std::string deep = "=";
  for (int i = 0; i < 100000; ++i) deep += "(";
  CHECK(diagnostics_of(leaf(R"("opacity": ")" + deep + "\"")) != "");
  std::string many = R"({"group": [)";
  for (int i = 0; i < 3000; ++i)
    many += std::string(i > 0 ? "," : "") + R"({"leaf": "bg", "opacity": "=nodes.nobody.opacity"})";
  const std::string found = diagnostics_of(composition(many + "]}"));
  CHECK(std::count(found.begin(), found.end(), '\n') >= 999);
}
