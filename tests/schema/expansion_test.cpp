// Small files that would become huge compositions, and how far following mistakes go.
#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

std::string repeated(std::string_view count, std::string_view child, std::string_view extra = "") {
  return composition(R"({"group": [{"repeat": {"over": )" + std::string(count) + R"(, "child": )" +
                         std::string(child) + "}}]}",
                     extra);
}

std::string text_leaf(std::string_view text) {
  return R"({"leaf": {"text": {"text": ")" + std::string(text) + "\"}}}";
}

constexpr const char* kTooMuch =
    "the rows of repeats, the compositions that nodes show and the values in texts come to more "
    "than 1 GiB here; repeat less, or less at a time";

}  // namespace

TEST_CASE("rows may not come to more than a limit, whatever is in them", "[schema][expansion]") {
  const std::string long_text(100'000, 'x');
  std::string keys;
  for (int i = 0; i < 1000; ++i) keys += (i > 0 ? ",[" : "[") + std::to_string(i) + ",0]";
  const std::string children[] = {
      text_leaf(long_text),
      R"({"leaf": "bg", "metadata": ")" + long_text + "\"}",
      R"({"leaf": "bg", "id": ")" + long_text + "\"}",
      R"({"leaf": "bg", "opacity": {"keys": [)" + keys + "]}}",
      R"({"leaf": {"path": {"svg_path_d": "M0 0 )" + long_text + "\"}}}",
  };
  for (const std::string& child : children)
    CHECK(diagnostics_of(repeated("200000", child)) ==
          "scene.json:/root/group/0: " + std::string(kTooMuch) + " (node \"n\")");
}

TEST_CASE("rows without a single node count as well", "[schema][expansion]") {
  const auto result = load(repeated(
      "10000", R"({"repeat": {"over": 1000000, "child": {"repeat": {"over": 0, "child": {}}}}})"));
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].message + "; " + result.diagnostics[0].remedy == kTooMuch);
  CHECK(result.diagnostics[0].pointer == "/root/group/0/repeat/child");
}

TEST_CASE("what stands for a name in a text counts", "[schema][expansion]") {
  const std::string variables = R"("variables": {"t": ")" + std::string(1'000'000, 'x') + R"("},)";
  const std::string found = diagnostics_of(repeated("1000000", text_leaf("{{vars.t}}"), variables));
  CHECK(found.starts_with("scene.json:/root/group/0/repeat/child/leaf/text/text: "));
  CHECK(found.find(kTooMuch) != found.npos);
  CHECK(found.find('\n') == found.npos);
}

TEST_CASE("compositions that many nodes show count by their size", "[schema][expansion]") {
  const std::string large = R"("compositions": {"c": {"duration": 5, "metadata": ")" +
                            std::string(1'000'000, 'x') + R"(", "root": {"leaf": {"null": {}}}}},)";
  CHECK(diagnostics_of(repeated("100", R"({"comp": "c"})", large)) == "");
  const std::string found = diagnostics_of(repeated("1000", R"({"comp": "c"})", large));
  CHECK(found.starts_with("scene.json:/root/group/0/repeat/child/comp: "));
  CHECK(found.find(kTooMuch) != found.npos);
}

TEST_CASE("compositions that nothing shows share the limit", "[schema][expansion]") {
  std::string inner = R"("c": {"duration": 1, "metadata": ")" + std::string(1'000'000, 'x') +
                      R"(", "root": {"leaf": {"null": {}}}})";
  // Each of them shows it ten times, which is far from too much.
  for (int i = 0; i < 50; ++i)
    inner +=
        ", \"u" + std::to_string(i) +
        R"(": {"duration": 1, "root": {"group": [{"repeat": {"over": 10, "child": {"comp": "c"}}}]}})";
  const auto result = load(composition(R"({"leaf": "bg"})", "\"compositions\": {" + inner + "},"));
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].message + "; " + result.diagnostics[0].remedy == kTooMuch);
}

TEST_CASE("what is large in itself is no expansion", "[schema][expansion]") {
  std::string children = R"({"leaf": "bg"})";
  for (int i = 0; i < 20'000; ++i) children += R"(,{"leaf": "bg"})";
  CHECK(diagnostics_of(composition("{\"group\": [" + children + "]}")) == "");
  CHECK(load(repeated("100000", R"({"leaf": "bg"})")).composition.nodes.size() == 100'001);
}

TEST_CASE("who uses a variable that is declared wrongly is not blamed too", "[schema][expansion]") {
  const std::string extra = R"("variables": {"a": null, "rows": [[1]], "ok": 1},
      "compositions": {"c": {"duration": 5, "variables": {"u": 1, "w": {}},
                             "root": {"leaf": {"null": {}}, "opacity": "=vars.w"}}},)";
  const std::string root = R"({"group": [
      {"leaf": "bg", "opacity": "=vars.a * 2", "transform": {"translate": "=vec2(vars.a, 1) "}},
      {"leaf": {"text": {"text": "{{vars.a}} of {{vars.ok}}"}}},
      {"repeat": {"over": "rows", "child": {"leaf": "bg"}}},
      {"repeat": {"over": "vars.a", "child": {"leaf": "bg"}}},
      {"kind": {"comp_ref": {"composition": "c", "bindings": {"u": "vars.a", "w": 2}}}}]})";
  schema::GivenVariables given;
  given.add("a", "1");
  given.add_document("vars.json", R"({"a": 2, "rows": []})");
  const auto result =
      schema::load_composition(composition(root, extra), "scene.json", kinds(), given);
  CHECK(diagnostics_of(result) ==
        "scene.json:/variables/a: \"a\" must be a bool, a number, a vec2, a colour, a string or a "
        "list of records, not null\n"
        "scene.json:/variables/rows/0: \"rows\"[0] has 1 number; two are a vec2, three or four a "
        "colour; a list has records as its rows\n"
        "scene.json:/compositions/c/variables/w: \"w\" must be a bool, a number, a vec2, a colour, "
        "a string or a list of records, not an object (node \"n.4\")");
}

TEST_CASE("numbers in texts and messages are written as people write them", "[schema][expansion]") {
  const auto says = [](std::string_view number) {
    const auto result = load(composition(text_leaf("{{vars.n}}"),
                                         "\"variables\": {\"n\": " + std::string(number) + "},"));
    REQUIRE(diagnostics_of(result) == "");
    const ir::Composition& c = result.composition;
    return c.text(c.details.text[0].text);
  };
  CHECK(says("100000") == "100000");
  CHECK(says("1e6") == "1000000");
  CHECK(says("-1234567890") == "-1234567890");
  CHECK(says("0.00001") == "0.00001");
  CHECK(says("0.1") == "0.1");
  CHECK(says("2.50") == "2.5");
  CHECK(says("-0") == "0");
  CHECK(says("1e20") == "1e+20");
  CHECK(says("1e-9") == "1e-09");
}
