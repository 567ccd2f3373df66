#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "schema/json.h"
#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using test::diagnostics_of;
using test::load;

namespace {

const char kScene[] = R"({
  "version": "0.3",
  "canvas": {"width": 640, "height": 360, "background": "#102030"},
  "fps": {"num": 30000, "den": 1001},
  "duration": 90,
  "seed": 7,
  "assets": {
    "sky": {"image": {"source": "sky.jpg"}},
    "unused": {"image": {"source": "never.png"}},
    "card": {"solid_rect": {"color": [1, 0.5, 0], "width": 200, "height": 100}}
  },
  "root": {"id": "film", "stack": [
    {"id": "back", "leaf": "sky", "effects": [{"blur": {"edge": "clamp", "sigma": 3}}, {"saturate": 0.5}],
     "transform": {"scale": {"keys": [[0, 1], [89, [1.2, 1.1]]]}, "anchor": [320, 180]}},
    {"id": "cards", "sequence": [
      {"leaf": "card", "range": [0, 50], "transition_out": {"wipe": 10}, "opacity": 0.5},
      {"leaf": "card", "range": [0, 50], "transition_in": {"wipe": 10},
       "conditioning": {"depth": {"keys": [[0, 1], [49, 2]]}}}]}]}
})";

// The same document with the members of every object turned round.
void write_reversed(const schema::Json& value, std::string& out) {
  if (value.is_object()) {
    std::vector<schema::Json> members;
    for (const schema::Json member : value) members.push_back(member);
    out += '{';
    for (auto member = members.rbegin(); member != members.rend(); ++member) {
      out += (member == members.rbegin() ? "\"" : ", \"") + member->key() + "\": ";
      write_reversed(*member, out);
    }
    out += '}';
  } else if (value.is_array()) {
    out += '[';
    for (const schema::Json element : value) {
      if (element.place() > 0) out += ", ";
      write_reversed(element, out);
    }
    out += ']';
  } else if (value.is_string()) {
    out += '"' + value.text() + '"';
  } else {
    JsonWriter writer;
    out += writer.value(value.number()).text();
  }
}

std::filesystem::path scratch_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "lattice_schema_XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  return name;
}

}  // namespace

TEST_CASE("a whole scene loads", "[schema][load]") {
  const auto result = load(kScene);
  REQUIRE(diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  CHECK(c.nodes.size() == 5);
  CHECK(c.assets.size() == 2);  // the unused one is gone
  CHECK(c.nodes[4].sequence_offset_frames == 40);
  CHECK(c.where(ir::NodeIdx{std::size_t{3}}) ==
        "scene.json:/root/stack/1/sequence/0, node \"n.1.0\"");
}

TEST_CASE("the order of keys in an object means nothing", "[schema][load]") {
  const auto parsed = schema::parse_json(kScene, "scene.json");
  REQUIRE_FALSE(parsed.syntax_error);
  std::string reversed;
  write_reversed(parsed.document.root(), reversed);
  REQUIRE(reversed != kScene);
  const auto result = load(reversed);
  REQUIRE(diagnostics_of(result) == "");
  CHECK(test::dumped(result) == test::dumped(load(kScene)));
}

TEST_CASE("all errors of a file are reported at once, in its order", "[schema][load]") {
  const char* json = R"({
    "version": "0.3",
    "duraton": 60,
    "canvas": {"width": 0, "height": 50},
    "assets": {"bg": {"solid_rect": {"color": "blue"}}, "bg": {"image": {}}},
    "root": {"group": [
      {"id": "a", "leaf": "bgg", "opacity": 2},
      {"id": "b", "leaf": "bg", "effects": [{"blurr": 1}, {"blur": {"sigma": -1}}, {"bloom": {}}]},
      {"id": "a", "leaf": "bg", "mask": {}, "range": [9, 3]}
    ]},
    "seed": -1
  })";
  const std::string colors =
      "; write \"#rrggbb\", \"#rrggbbaa\", [r, g, b, a] or {\"r\", \"g\", \"b\", \"a\"} in 0..1, "
      "or {\"h\", \"s\", \"l\", \"a\"}";
  CHECK(diagnostics_of(json) ==
        "scene.json: a composition needs \"duration\"; add it\n"
        "scene.json:/duraton: unknown key \"duraton\"; did you mean \"duration\"?\n"
        "scene.json:/canvas/width: \"width\" must be a whole number in 1..16384, not 0\n"
        "scene.json:/assets/bg/solid_rect/color: \"blue\" is not a colour" +
            colors +
            "\n"
            "scene.json:/assets/bg: the key \"bg\" stands here twice; remove one\n"
            "scene.json:/root/group/0/leaf: unknown asset \"bgg\"; did you mean \"bg\"? (node "
            "\"a\")\n"
            "scene.json:/root/group/0/opacity: \"opacity\" must be in 0..1, not 2 (node \"a\")\n"
            "scene.json:/root/group/1/effects/0: unknown effect \"blurr\"; did you mean \"blur\"? "
            "(node \"b\")\n"
            "scene.json:/root/group/1/effects/1/blur/sigma: \"sigma\" must be in 0..250, not -1 "
            "(node \"b\")\n"
            "scene.json:/root/group/1/effects/2: unknown effect \"bloom\"; no plugin provides it: "
            "add "
            "its folder with --plugins or remove the effect (node \"b\")\n"
            "scene.json:/root/group/2/id: the id \"a\" is taken by the node at /root/group/0; give "
            "each "
            "node an id of its own (node \"a\")\n"
            "scene.json:/root/group/2/mask: a mask needs \"source\"; add it "
            "(node \"a\")\n"
            "scene.json:/root/group/2/range: \"range\" [9, 3] ends before it starts (node \"a\")\n"
            "scene.json:/seed: \"seed\" must be a whole number in 0..18446744073709551615, not -1");
}

TEST_CASE("a broken asset is blamed once, not at every leaf", "[schema][load]") {
  const auto result = load(test::with(kScene, "\"sky.jpg\"", "7"));
  CHECK(diagnostics_of(result) ==
        "scene.json:/assets/sky/image/source: \"source\" must be a string, not a number");
}

TEST_CASE("the fields of a diagnostic are for machines", "[schema][load]") {
  const auto result = load(test::with(kScene, "\"opacity\"", "\"opacty\""));
  REQUIRE(result.diagnostics.size() == 1);
  const Diagnostic& d = result.diagnostics[0];
  CHECK(d.severity == Severity::error);
  CHECK(d.domain == "composition");
  CHECK(d.file == "scene.json");
  CHECK(d.pointer == "/root/stack/1/sequence/0/opacty");
  CHECK(d.node == "n.1.0");
  CHECK(d.message == "unknown key \"opacty\"");
  CHECK(d.remedy == "did you mean \"opacity\"?");
}

TEST_CASE("a message shows no control characters and no megabytes", "[schema][load]") {
  const std::string scene = kScene;
  CHECK(diagnostics_of(test::with(scene, "\"opacity\"", "\"blend\": \"a\\u001b[31m\", \"opacity\""))
            .find("unknown blend mode \"a\\u001b[31m\"") != std::string::npos);
  const auto longer = load(
      test::with(scene, "\"leaf\": \"sky\"", "\"leaf\": \"" + std::string(1 << 20, 'z') + "\""));
  REQUIRE(longer.diagnostics.size() == 1);
  CHECK(longer.diagnostics[0].message.size() < 200);
}

TEST_CASE("a file with very many mistakes reports a thousand of them", "[schema][load]") {
  std::string json = test::composition("{\"group\": [1");
  json.pop_back();
  for (int i = 1; i < 50'000; ++i) json += ",1";
  const auto result = load(json + "]}}");
  REQUIRE(result.diagnostics.size() == 1001);
  CHECK(result.diagnostics[999].pointer == "/root/group/999");
  CHECK(result.diagnostics.back().text() ==
        "scene.json: 49000 more errors are not shown; mend these first");
}

TEST_CASE("an object with very many keys does not take for ever", "[schema][load]") {
  std::string json = test::composition(R"({"leaf": "bg"})");
  std::string many;
  for (int i = 0; i < 100'000; ++i)
    many += "\"k" + std::to_string(i) + R"(": {"solid_rect": {"color": "#fff"}}, )";
  const auto result = load(test::with(json, "\"assets\": {", "\"assets\": {" + many));
  CHECK(diagnostics_of(result) == "");
}

TEST_CASE("files are read, and what cannot be read is one diagnostic", "[schema][load]") {
  const auto folder = scratch_folder();
  const auto path = (folder / "scene.json").string();
  std::ofstream(path) << kScene;
  const auto good = schema::load_composition_file(path, test::kinds());
  REQUIRE(diagnostics_of(good) == "");
  const ir::Composition& c = good.composition;
  CHECK(c.text(c.assets[1].source) == (folder / "sky.jpg").string());

  const auto problem = [](const std::string& name) {
    return diagnostics_of(schema::load_composition_file(name, test::kinds()));
  };
  const auto missing = (folder / "missing.json").string();
  CHECK(problem(missing) ==
        missing + ": cannot be read: there is no such file; name a composition file");
  CHECK(problem(folder.string()) ==
        folder.string() + ": cannot be read: it is a folder; name a composition file");
  const auto empty = (folder / "empty.json").string();
  std::ofstream(empty).close();
  CHECK(problem(empty) == empty +
                              ":1:1: syntax error: unexpected end of input; expected '[', '{', "
                              "or a literal");
  std::filesystem::remove_all(folder);
}
