// Nodes that show other compositions, and children that repeat: what they expand to.
#include "ir/verify.h"
#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using test::composition;
using test::diagnostics_of;
using test::load;

namespace {

std::string ids_of(const schema::LoadResult& result) {
  std::string out;
  for (const ir::Node& node : result.composition.nodes)
    out += (out.empty() ? "" : " ") + result.composition.text(node.id);
  return out;
}

std::size_t index_of(const schema::LoadResult& result, std::string_view id) {
  const ir::Composition& c = result.composition;
  for (std::size_t i = 0; i < c.nodes.size(); ++i)
    if (c.text(c.nodes[i].id) == id) return i;
  FAIL(id);
  return 0;
}

const ir::Node& node_of(const schema::LoadResult& result, std::string_view id) {
  return result.composition.nodes[index_of(result, id)];
}

constexpr char kLower[] = R"("seed": 9, "compositions": {
    "lower": {"fps": 25, "duration": 50, "assets": {"bg": {"solid_rect": {"color": "#f00"}}},
              "root": {"group": [{"leaf": "bg"}, {"id": "dot", "comp": "dot"}]}},
    "dot": {"duration": 5, "seed": 3, "root": {"id": "d", "leaf": {"solid_rect": {"color": "#0f0"}}}}},)";

}  // namespace

TEST_CASE("a composition is expanded under its node, with ids, time and assets of its own",
          "[schema][compositions]") {
  const auto result = load(composition(
      R"({"group": [{"id": "a", "comp": "lower"},
                    {"id": "b", "kind": {"comp_ref": {"composition": "lower", "offset": 3,
                     "scale": 0.5, "clip": [2, 20]}}}, {"leaf": "bg"}]})",
      kLower));
  REQUIRE(diagnostics_of(result) == "");
  CHECK(ids_of(result) == "n a a/n a/n.0 a/dot a/dot/d b b/n b/n.0 b/dot b/dot/d n.2");
  const ir::Composition& c = result.composition;
  REQUIRE(c.domains.size() == 4);
  const ir::Node& b = node_of(result, "b");
  CHECK(b.kind == ir::NodeKind::comp_ref);
  CHECK(b.domain.is_none());
  CHECK(node_of(result, "b/n.0").domain == b.inner_domain);
  const ir::Domain& domain = c.domains[b.inner_domain.index()];
  CHECK(domain.owner.index() == index_of(result, "b"));
  CHECK(c.text(domain.name) == "lower");
  CHECK(domain.fps == Rational{25, 1});
  CHECK(domain.duration_frames == 50);
  CHECK(domain.seed == 9);  // that around the node
  CHECK(domain.scale == 0.5);
  CHECK(domain.offset_frames == 3);
  CHECK(domain.has_clip);
  CHECK(domain.clip_start == 2);
  CHECK(domain.clip_end == 20);
  CHECK(node_of(result, "b/n").end_frame == 50);
  const ir::Domain& dot = c.domains[node_of(result, "b/dot").inner_domain.index()];
  CHECK(dot.fps == Rational{25, 1});  // that around the node
  CHECK(dot.seed == 3);
  const auto red_of = [&](std::string_view id) {
    return c.assets[node_of(result, id).asset.index()].color.r;
  };
  CHECK(red_of("a/n.0") == 1);
  CHECK(red_of("n.2") == Approx(0.2));
  CHECK(ir::verify(c));
}

TEST_CASE("both spellings of a composition node mean the same", "[schema][compositions]") {
  const auto dump = [](const char* node) {
    const auto result = load(composition(node, kLower));
    CHECK(diagnostics_of(result) == "");
    return test::dumped(result);
  };
  const std::string first = dump(R"({"comp": "lower"})");
  CHECK(dump(R"({"comp": {"composition": "lower"}})") == first);
  CHECK(dump(R"({"kind": {"comp_ref": {"clip": null, "composition": "lower", "scale": 1}}})") ==
        first);
  CHECK(dump(R"({"kind": {"comp_ref": "lower"}})") == first);
}

TEST_CASE("a composition that contains itself is told with its path", "[schema][compositions]") {
  CHECK(diagnostics_of(composition(
            R"({"comp": "a"})",
            R"("compositions": {"a": {"duration": 9, "root": {"group": [{"comp": "b"}]}},
                                "b": {"duration": 9, "root": {"id": "r", "comp": "a"}}},)")) ==
        "scene.json:/compositions/b/root/comp: the composition \"a\" contains itself: a -> b -> a; "
        "break the circle (node \"n/n.0/r\")");
}

TEST_CASE("a mistake in a composition is told once, shown twice or not at all",
          "[schema][compositions]") {
  constexpr char kWrong[] = R"("compositions": {"a": {"duration": 9, "root": {"leaf": "bgg"}}},)";
  const std::string expected =
      "scene.json:/compositions/a/root/leaf: unknown asset \"bgg\"; declare it in the "
      "composition's own \"assets\"";
  CHECK(diagnostics_of(composition(R"({"group": [{"comp": "a"}, {"comp": "a"}]})", kWrong)) ==
        expected + " (node \"n.0/n\")");
  CHECK(diagnostics_of(composition(R"({"group": []})", kWrong)) == expected + " (node \"a/n\")");
}

TEST_CASE("each rule of a composition node has its sentence", "[schema][compositions]") {
  struct Case {
    const char* comp;
    const char* expected;
  };
  const Case cases[] = {
      {R"({"composition": "lowr"})",
       "/composition: unknown composition \"lowr\"; did you mean \"lower\"?"},
      {R"({"composition": "lower", "scale": "2"})",
       "/scale: \"scale\" must be a number, not a string"},
      {R"({"composition": "lower", "clip": [3]})",
       "/clip: \"clip\" must be [start, end) in whole frames of the composition"},
      {R"({"composition": "lower", "clip": [9, 3]})",
       "/clip: \"clip\" [9, 3] ends before it starts"},
      {R"({"composition": "lower", "speed": 3})",
       "/speed: unknown key \"speed\"; known: composition, offset, scale, clip, bindings"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.comp);
    CHECK(diagnostics_of(composition(R"({"comp": )" + std::string(c.comp) + "}", kLower)) ==
          "scene.json:/root/comp" + std::string(c.expected) + " (node \"n\")");
  }
}

TEST_CASE("a repeat becomes its rows, in place", "[schema][repeat]") {
  const auto result = load(composition(
      R"({"group": [{"leaf": "bg"},
                    {"repeat": {"over": 2, "child": {"id": "row", "group": [
                       {"leaf": "bg"}, {"repeat": {"over": 2, "child": {"id": "cell", "leaf": "bg"}}}]}}},
                    {"leaf": "bg"}]})"));
  REQUIRE(diagnostics_of(result) == "");
  CHECK(ids_of(result) ==
        "n n.0 row.0 n.1.0.0 cell.0.0 cell.0.1 row.1 n.1.0.1 cell.1.0 cell.1.1 n.2");
  CHECK(result.composition.nodes[0].children.count == 4);
  CHECK(ir::verify(result.composition));
}

TEST_CASE("repeats nest directly, repeat nothing, and take lists", "[schema][repeat]") {
  CHECK(ids_of(load(composition(
            R"({"group": [{"repeat": {"over": 2, "child": {"repeat": {"over": 2, "child":
                {"leaf": "bg"}}}}}]})"))) == "n n.0.0.0 n.0.0.1 n.0.1.0 n.0.1.1");
  CHECK(ids_of(load(composition(
            R"({"group": [{"repeat": {"over": 0, "child": {"leaf": "bg"}}}]})"))) == "n");
  const auto rows = load(composition(
      R"({"group": [{"repeat": {"over": "rows", "child": {"id": "r", "leaf": "bg",
          "opacity": "=item.v"}}}]})",
      R"("variables": {"rows": [{"v": 0.5}, {"v": 0.25}, {"v": 1}]},)"));
  REQUIRE(diagnostics_of(rows) == "");
  CHECK(ids_of(rows) == "n r.0 r.1 r.2");
  CHECK(node_of(rows, "r.1").opacity.constant == 0.25);
}

TEST_CASE("rows of a sequence follow each other", "[schema][repeat]") {
  const auto result = load(composition(
      R"({"sequence": [{"repeat": {"over": 3, "child": {"leaf": "bg", "range": [0, 10]}}}]})"));
  REQUIRE(diagnostics_of(result) == "");
  CHECK(result.composition.nodes[3].sequence_offset_frames == 20);
}

TEST_CASE("each rule of a repeat has its sentence", "[schema][repeat]") {
  const auto of = [](const char* child) {
    return diagnostics_of(composition(R"({"group": [)" + std::string(child) + "]}"));
  };
  CHECK(
      of(R"({"repeat": 3})") ==
      "scene.json:/root/group/0/repeat: \"repeat\" must be an object {\"over\", \"child\"}, not a "
      "number (node \"n\")");
  CHECK(of(R"({"repeat": {"child": {"leaf": "bg"}}})") ==
        "scene.json:/root/group/0/repeat: a repeat needs \"over\"; add it (node \"n\")");
  CHECK(of(R"({"repeat": {"over": 1}})") ==
        "scene.json:/root/group/0/repeat: a repeat needs \"child\"; add it (node \"n\")");
  CHECK(of(R"({"id": "x", "repeat": {"over": 1, "child": {"leaf": "bg"}}})") ==
        "scene.json:/root/group/0/id: unknown key \"id\"; known: repeat (node \"n\")");
}

TEST_CASE("repeats and compositions cannot make more nodes than there may be", "[schema][repeat]") {
  CHECK(diagnostics_of(composition(
            R"({"group": [{"repeat": {"over": 1001, "child": {"group": [
                {"repeat": {"over": 1000, "child": {"leaf": "bg"}}}]}}}]})")) ==
        "scene.json:/root/group/0/repeat/child: more than 1000000 nodes, with the rows of repeats "
        "and the compositions that nodes show; repeat less (node \"n\")");
}

TEST_CASE("compositions cannot nest without end", "[schema][compositions]") {
  std::string compositions = R"("compositions": {)";
  for (int i = 0; i < 300; ++i)
    compositions += "\"c" + std::to_string(i) + R"(": {"duration": 1, "root": {"comp": "c)" +
                    std::to_string(i + 1) + "\"}}, ";
  compositions += R"("c300": {"duration": 1, "root": {"leaf": {"null": {}}}}},)";
  const std::string found = diagnostics_of(composition(R"({"comp": "c0"})", compositions));
  CHECK(found.find("nodes nest deeper than 256, with the compositions that they show") !=
        found.npos);
}
