// One spelling for every composition: it means the same, it is a fixed point, and the order of
// keys in the source does not show.
#include "schema/canonical.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "schema/json.h"
#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using schema::Spelling;

namespace {

std::string formatted(std::string_view json, Spelling spelling = Spelling::canonical) {
  const auto out = schema::format_composition(json, "scene.json", test::kinds(), spelling);
  std::string said;
  for (const Diagnostic& d : out.diagnostics) said += d.text() + "\n";
  CAPTURE(std::string(json), said);
  REQUIRE(out.ok());
  return out.text;
}

std::string brief(std::string_view json) { return formatted(json, Spelling::brief); }

// Whether a line of the text, or some in a row, read so; indentation aside.
bool says(const std::string& text, const std::string& wanted) {
  const auto squeezed = [](const std::string& from) {
    std::string out;
    for (const char c : from)
      if (c != ' ' && c != '\n') out += c;
    return out;
  };
  return squeezed(text).find(squeezed(wanted)) != std::string::npos;
}

// Spelled again with the members of every object in another order.
class Shuffler {
 public:
  explicit Shuffler(unsigned seed) : random_(seed) {}

  std::string text(const schema::Json& value) {
    if (value.is_string()) return quoted(value.text());
    if (value.is_array() || value.is_object()) return container(value);
    if (value.is_number()) {
      if (const auto whole = value.as_uint64()) return std::to_string(*whole);
      JsonWriter json(0);
      json.value(value.number());
      return json.take();
    }
    return value.is_null() ? "null" : value.is(true) ? "true" : "false";
  }

 private:
  static std::string quoted(const std::string& text) {
    JsonWriter json(0);
    json.value(text);
    return json.take();
  }

  std::string container(const schema::Json& value) {
    std::vector<std::string> parts;
    for (const schema::Json child : value)
      parts.push_back((value.is_object() ? quoted(child.key()) + ": " : "") + text(child));
    if (value.is_object()) std::shuffle(parts.begin(), parts.end(), random_);
    std::string out(1, value.is_object() ? '{' : '[');
    for (const std::string& part : parts) out += (&part == &parts.front() ? "" : ", ") + part;
    return out + (value.is_object() ? '}' : ']');
  }

  std::mt19937 random_;
};

std::string shuffled(const std::string& json, unsigned seed) {
  const auto parsed = schema::parse_json(json, "scene.json");
  return Shuffler(seed).text(parsed.document.root());
}

std::vector<std::pair<std::string, std::string>> valid_examples() {
  std::vector<std::pair<std::string, std::string>> out;
  const auto folder = std::filesystem::path(LATTICE_TEST_DATA) / "schema" / "valid";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream stream(entry.path());
    std::stringstream text;
    text << stream.rdbuf();
    out.emplace_back(entry.path().filename().string(), text.str());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("formatting an example keeps its meaning and is a fixed point", "[schema][canonical]") {
  const auto examples = valid_examples();
  REQUIRE(examples.size() >= 8);
  for (const auto& [name, json] : examples) {
    CAPTURE(name);
    const std::string before = test::dumped(test::load(json));
    const std::string canonical = formatted(json), shorthand = brief(json);
    CHECK(test::dumped(test::load(canonical)) == before);
    CHECK(test::dumped(test::load(shorthand)) == before);
    CHECK(formatted(canonical) == canonical);
    CHECK(brief(shorthand) == shorthand);
    // Nothing is lost on the way through the other spelling.
    CHECK(formatted(shorthand) == canonical);
    CHECK(brief(canonical) == shorthand);
    for (unsigned seed = 1; seed <= 5; ++seed) {
      CHECK(formatted(shuffled(json, seed)) == canonical);
      CHECK(brief(shuffled(json, seed)) == shorthand);
    }
  }
}

TEST_CASE("an invalid composition is refused with all its errors and no text",
          "[schema][canonical]") {
  const auto out = schema::format_composition(test::leaf(R"("blnd": "normal", "opacity": 2)"),
                                              "scene.json", test::kinds(), Spelling::canonical);
  CHECK(!out.ok());
  CHECK(out.diagnostics.size() == 2);
  CHECK(out.text.empty());
  CHECK(!schema::format_composition("{", "scene.json", test::kinds(), Spelling::brief).ok());
}

TEST_CASE("what a node is stands in its kind", "[schema][canonical]") {
  const auto check = [](const std::string& node, const std::string& kind,
                        const std::string& extra) {
    const std::string source = test::composition(R"({"group": [)" + node + "]}", extra);
    const std::string text = formatted(source);
    CAPTURE(text);
    CHECK(says(text, kind));
    CHECK(formatted(brief(source)) == text);
    CHECK(says(text, R"("root": {"kind": {"collection": {"mode": "group", "children": [)"));
  };
  check(R"({"leaf": "bg"})", R"({"kind": {"leaf": {"asset": "bg"}}})", "");
  check(R"({"leaf": {"null": null}})", R"({"kind": {"leaf": {"null": {}}}})", "");
  check(R"({"stack": [{"leaf": "bg"}]})",
        R"({"kind": {"collection": {"mode": "stack", "children": [{"kind":)", "");
  check(R"({"kind": {"group": []}})",
        R"({"kind": {"collection": {"mode": "group", "children": []}}})", "");
  check(R"({"switch": {"children": [], "active": "=1"}})",
        R"({"collection": {"mode": {"switch": {"active": {"expr": "=1"}}}, "children": []}})", "");
  check(R"({"comp": "inner"})", R"({"kind": {"comp_ref": {"composition": "inner"}}})",
        R"("compositions": {"inner": {"duration": 5, "root": {"group": []}}}, )");
  check(R"({"kind": {"comp": {"scale": 2, "composition": "inner"}}})",
        R"({"kind": {"comp_ref": {"composition": "inner", "scale": 2}}})",
        R"("compositions": {"inner": {"duration": 5, "root": {"leaf": {"null": {}}}}}, )");
  check(R"({"repeat": {"child": {"leaf": "bg"}, "over": 3}})",
        R"({"repeat": {"over": 3, "child": {"kind": {"leaf": {"asset": "bg"}}}}})", "");
}

TEST_CASE("the child of a repeat over no rows is formatted as far as it can be read",
          "[schema][canonical]") {
  for (const char* child :
       {"7", "[]", "{}", R"({"group": 3, "leaf": null})", R"({"kind": {"switch": 1}})",
        R"({"leaf": "bg", "effects": [{"blurr": 1}, 5, {}], "transform": 9})",
        R"({"leaf": "bg", "opacity": {"keys": [[1]]}, "mask": []})",
        R"({"leaf": "bg", "opacity": {"keyframes": {"keys": [{"frame": 1}]}}})",
        R"({"leaf": "bg", "transform": {"scale": {"x": 1}}, "effects": {}})"}) {
    const std::string source = test::composition(R"({"group": [{"repeat": {"over": 0, "child": )" +
                                                 std::string(child) + "}}]}");
    CAPTURE(source);
    if (!test::load(source).ok()) continue;  // then nothing is to be formatted
    const std::string text = formatted(source);
    CHECK(formatted(text) == text);
    CHECK(formatted(brief(source)) == formatted(brief(brief(source))));
  }
}

TEST_CASE("effects and transitions name their kind and their parameters", "[schema][canonical]") {
  const auto effects = [](const std::string& list) {
    return test::leaf(R"("effects": [)" + list + "]");
  };
  const auto check = [&](const std::string& effect, const std::string& wanted) {
    CAPTURE(effect);
    const std::string text = formatted(effects(effect));
    CAPTURE(text);
    CHECK(says(text, R"("effects": [)" + wanted + "]"));
    CHECK(formatted(brief(effects(effect))) == text);
  };
  check(R"({"blur": 8})", R"({"kind": "blur", "params": {"sigma": 8}})");
  check(R"({"blur": {"edge": "clamp", "radius": 3}})",
        R"({"kind": "blur", "params": {"radius": 3, "edge": "clamp"}})");
  check(R"({"org.lattice.blur": {}})", R"({"kind": "org.lattice.blur"})");
  check(R"({"blur": {"keys": [[0, 1], [5, 2]]}})",
        R"({"kind": "blur", "params": {"sigma": {"keyframes": {"keys": [{"frame": 0, "value": 1},
           {"frame": 5, "value": 2}]}}}})");
  check(R"({"inputs": {"mask": null, "map": {"asset": "bg"}}, "kind": "displace", "params": {}})",
        R"({"kind": "displace", "inputs": {"map": {"asset": "bg"}, "mask": null}})");
  check(R"({"everything": {"at": {"y": 2, "x": 1}, "axis": {"z": 3, "x": 1, "y": 2}}})",
        R"({"kind": "everything", "params": {"at": [1, 2], "axis": [1, 2, 3]}})");
  CHECK(says(brief(effects(R"({"kind": "blur", "params": {"sigma": 8}})")), R"([{"blur": 8}])"));

  const std::string crossfade = test::leaf(R"("transition_in": {"crossfade": 7})");
  CHECK(says(formatted(crossfade), R"({"kind": "crossfade", "duration_frames": 7})"));
  CHECK(says(brief(formatted(crossfade)), R"("transition_in": {"crossfade": 7})"));
  CHECK(says(formatted(test::leaf(R"("transition_out": {"params": {"soft_edge": 0.5,
        "dir": "left_to_right"}, "ease": [0, 0, 1, 1], "duration_frames": 7, "kind": "wipe"})")),
             R"({"kind": "wipe", "duration_frames": 7, "ease": {"cubic_bezier": [0, 0, 1, 1]},
                "params": {"dir": "left_to_right", "soft_edge": 0.5}})"));
}

TEST_CASE("every Anim has one form", "[schema][canonical]") {
  const auto check = [](const std::string& given, const std::string& canonical,
                        const std::string& shorthand) {
    CAPTURE(given);
    const std::string source = test::leaf(R"("transform": {"translate": )" + given + "}");
    const std::string long_text = formatted(source), short_text = brief(source);
    CAPTURE(long_text, short_text);
    CHECK(says(long_text, R"("translate": )" + canonical + "}"));
    CHECK(says(short_text, R"("translate": )" + shorthand + "}"));
  };
  check("5", "[5, 5]", "5");
  check("[5, 5]", "[5, 5]", "5");
  check(R"({"y": "=1", "x": 2})", R"([2, {"expr": "=1"}])", R"([2, "=1"])");
  check(R"x({"expr": "vec2(1, 2)"})x", R"x({"expr": "=vec2(1, 2)"})x", R"x("=vec2(1, 2)")x");
  check(R"({"keys": [[0, 1], [9, {"y": 3, "x": 2}, [0, 0, 1, 1]]]})",
        R"({"keyframes": {"keys": [{"frame": 0, "value": [1, 1]},
           {"frame": 9, "value": [2, 3], "ease": {"cubic_bezier": [0, 0, 1, 1]}}]}})",
        R"({"keys": [[0, 1], [9, [2, 3], [0, 0, 1, 1]]]})");
  check(R"({"keyframes": {"default": 0, "mode": "hold", "keys": [{"value": 1, "frame": 0}]}})",
        R"({"keyframes": {"keys": [{"frame": 0, "value": [1, 1]}], "mode": "hold",
           "default": [0, 0]}})",
        R"({"keyframes": {"keys": [{"frame": 0, "value": 1}], "mode": "hold", "default": 0}})");
  check(R"({"procedural": {"params": {"sine": {"offset": 1, "amp": 2}}}})",
        R"({"procedural": {"kind": "scalar", "params": {"sine": {"amp": 2, "offset": 1}}}})",
        R"({"procedural": {"params": {"sine": {"amp": 2, "offset": 1}}}})");
  check(
      R"({"mix": {"t": "=0.5", "b": 2, "a": {"delay": {"of": 1, "frames": 2}}}})",
      R"({"mix": {"a": {"delay": {"frames": 2, "of": [1, 1]}}, "b": [2, 2], "t": {"expr": "=0.5"}}})",
      R"({"mix": {"a": {"delay": {"frames": 2, "of": 1}}, "b": 2, "t": "=0.5"}})");
  check(R"({"keys": [["=1 + 1", "=3"]]})",
        R"({"keyframes": {"keys": [{"frame": {"expr": "=1 + 1"}, "value": {"expr": "=3"}}]}})",
        R"({"keys": [["=1 + 1", "=3"]]})");
  check(R"({"delay": {"frames": {"expr": "2 * 3"}, "of": 1}})",
        R"({"delay": {"frames": {"expr": "=2 * 3"}, "of": [1, 1]}})",
        R"({"delay": {"frames": "=2 * 3", "of": 1}})");
  check(R"({"sequence": {"parts": [{"of": 1, "frames": 3}, {"of": [1, 2]}]}})",
        R"({"sequence": {"parts": [{"frames": 3, "of": [1, 1]}, {"of": [1, 2]}]}})",
        R"({"sequence": {"parts": [{"frames": 3, "of": 1}, {"of": [1, 2]}]}})");
}

TEST_CASE("numbers are as short as they read back the same", "[schema][canonical]") {
  const auto spelled = [](const std::string& number) {
    const std::string text =
        formatted(test::composition(R"({"group": []})", R"("metadata": [)" + number + "], "));
    const auto from = text.find("\"metadata\": [") + 13;
    return text.substr(from, text.find(']', from) - from);
  };
  CHECK(spelled("1.50") == "1.5");
  CHECK(spelled("30.0") == "30");
  CHECK(spelled("1E3") == "1000");
  CHECK(spelled("1e-7") == "1e-07");
  CHECK(spelled("-0.0") == "-0.0");
  CHECK(spelled("-0") == "0");
  CHECK(spelled("0.1000000000000000055") == "0.1");
  CHECK(spelled("18446744073709551615") == "18446744073709551615");
  CHECK(spelled("-9223372036854775808") == "-9223372036854775808");
  for (const char* number : {"1e300", "123456789012345680000", "5e-324", "0.30000000000000004"})
    CHECK(spelled(spelled(number)) == spelled(number));
}

TEST_CASE("rates are fractions in lowest terms", "[schema][canonical]") {
  const auto with_fps = [](const std::string& fps) {
    return test::composition(R"({"group": []})", R"("fps": )" + fps + ", ");
  };
  CHECK(says(formatted(with_fps("29.97")), R"("fps": {"num": 30000, "den": 1001})"));
  CHECK(says(formatted(with_fps(R"({"den": 2, "num": 50})")), R"("fps": {"num": 25, "den": 1})"));
  CHECK(says(brief(with_fps(R"({"den": 2, "num": 50})")), R"("fps": 25)"));
  CHECK(says(brief(with_fps("29.97")), R"("fps": {"num": 30000, "den": 1001})"));
}

TEST_CASE("strings, colours, metadata and variables stay what they are", "[schema][canonical]") {
  const std::string text = formatted(test::composition(
      R"({"group": [], "metadata": {"b": "\u00e9\n\"", "a": [null, true, {}]}})",
      R"("variables": {"tint": {"b": 1, "g": 0.5, "r": 0}, "at": {"y": 2, "x": 1}, "on": true,
         "rows": [{"name": "=x", "be": 1}], "accent": "#FFf"}, )"));
  CAPTURE(text);
  CHECK(says(text, R"("variables": {"accent": "#FFf", "at": {"x": 1, "y": 2}, "on": true,
                      "rows": [{"be": 1, "name": "=x"}], "tint": {"r": 0, "g": 0.5, "b": 1}})"));
  CHECK(says(text, "\"metadata\": {\"a\": [null, true, {}], \"b\": \"\u00e9\\n\\\"\"}"));
}

TEST_CASE("lines are 100 columns wide at most, and nodes stand on lines of their own",
          "[schema][canonical]") {
  const std::string matrix =
      "[0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1, 1.125, 1.25, 1.375,"
      "1.5, 1.625, 1.75, 1.875, 2, 2.125, 2.25, 2.375, 2.5]";
  const std::string text =
      formatted(test::leaf(R"("effects": [{"color_matrix": )" + matrix + R"(}], "opacity": 0.5)"));
  std::istringstream lines(text);
  std::string line;
  std::size_t widest = 0;
  while (std::getline(lines, line)) widest = std::max(widest, line.size());
  CHECK(widest <= 100);
  CHECK(text.find("\n  \"canvas\": {\"width\": 100, \"height\": 50},\n") != text.npos);
  CHECK(text.find(", 1.25,\n") == text.npos);
  CHECK(text.ends_with("}\n"));
  const std::string children = formatted(test::composition(R"({"group": [{"leaf": "bg"}]})"));
  CHECK(children.find("\"children\": [\n") != children.npos);
}

TEST_CASE("what would nest too deeply in its canonical form is refused by name",
          "[schema][canonical]") {
  std::string root = R"({"leaf": "bg"})";
  for (int i = 0; i < 60; ++i) root = R"({"group": [)" + root + "]}";
  const std::string json = test::composition(root);
  REQUIRE(test::load(json).ok());
  const auto out =
      schema::format_composition(json, "scene.json", test::kinds(), Spelling::canonical);
  REQUIRE(out.diagnostics.size() == 1);
  CHECK(out.diagnostics[0].text().find("nests 24") != std::string::npos);
  CHECK(out.diagnostics[0].remedy.find("--short") != std::string::npos);
  CHECK(test::dumped(test::load(brief(json))) == test::dumped(test::load(json)));
}
