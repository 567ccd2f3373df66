// Variables: types, values from outside, rows of repeats, bindings, texts.
#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

constexpr const char* kVariables =
    R"("variables": {"title": "Hello", "accent": "#ff0000", "speed": 2, "loud": true,
       "at": [10, 20], "rows": [{"label": "North"}, {"label": "South"}]},)";

schema::LoadResult load_with(std::string_view json, const schema::GivenVariables& given) {
  static const ir::Catalog catalog = kinds();
  return schema::load_composition(json, "scene.json", catalog, given);
}

std::string plain() { return composition(R"({"id": "card", "leaf": "bg"})", kVariables); }

schema::GivenVariables given(std::string name, std::string value) {
  schema::GivenVariables out;
  out.add(std::move(name), std::move(value));
  return out;
}

const ir::Variable& variable(const ir::Composition& composition, std::string_view name) {
  for (const ir::Variable& variable : composition.variables)
    if (composition.text(variable.name) == name) return variable;
  FAIL("no variable " << name);
  return composition.variables.front();
}

std::string error_of(std::string name, std::string value) {
  return diagnostics_of(load_with(plain(), given(std::move(name), std::move(value))));
}

}  // namespace

TEST_CASE("a variable has the type of its default", "[schema][variables]") {
  const auto result = load(plain());
  REQUIRE(diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  CHECK(variable(c, "title").type == ir::VariableType::string);
  CHECK(c.text(variable(c, "title").text) == "Hello");
  CHECK(variable(c, "accent").type == ir::VariableType::color);
  CHECK(variable(c, "accent").lanes == std::array<double, 4>{1, 0, 0, 1});
  CHECK(variable(c, "speed").type == ir::VariableType::number);
  CHECK(variable(c, "loud").type == ir::VariableType::boolean);
  CHECK(variable(c, "at").type == ir::VariableType::vec2);
  CHECK(variable(c, "rows").type == ir::VariableType::list);
  CHECK_FALSE(variable(c, "title").shapes);
}

TEST_CASE("what is given replaces the default", "[schema][variables]") {
  const auto value = [](std::string name, std::string text) {
    auto result = load_with(plain(), given(name, std::move(text)));
    REQUIRE(diagnostics_of(result) == "");
    return variable(result.composition, name).lanes;
  };
  CHECK(value("speed", "-3.5")[0] == -3.5);
  CHECK(value("loud", "false")[0] == 0);
  CHECK(value("at", "1,2")[1] == 2);
  CHECK(value("at", "[3, 4]")[0] == 3);
  CHECK(value("at", R"({"x": 5, "y": 6})")[1] == 6);
  CHECK(value("at", "7")[1] == 7);
  CHECK(value("accent", "#00ff00")[1] == 1);
  CHECK(value("accent", "[0, 0, 1]")[2] == 1);
  const auto text = load_with(plain(), given("title", "say \"hi\" = 5"));
  CHECK(text.composition.text(variable(text.composition, "title").text) == "say \"hi\" = 5");
}

TEST_CASE("a document sets several, and what comes later counts", "[schema][variables]") {
  schema::GivenVariables both;
  both.add_document("vars.json", R"({"speed": 5, "title": "Hi", "rows": []})");
  both.add("speed", "6");
  const auto result = load_with(plain(), both);
  REQUIRE(diagnostics_of(result) == "");
  CHECK(variable(result.composition, "speed").lanes[0] == 6);
  CHECK(result.composition.text(variable(result.composition, "title").text) == "Hi");
}

TEST_CASE("a wrong value from outside has its sentence", "[schema][variables]") {
  CHECK(error_of("sped", "1") == "--var: unknown variable \"sped\"; did you mean \"speed\"?");
  CHECK(
      error_of("speed", "fast") ==
      "--var: \"speed\" is a number, and \"fast\" is none; write it as the composition writes its "
      "default");
  CHECK(error_of("loud", "1") == "--var:/loud: \"loud\" must be true or false, not a number");
  CHECK(error_of("speed", "1, \"at\": 2") != "");
  CHECK(error_of("rows", "1") != "");
  CHECK(error_of("accent", "#ff") != "");
  schema::GivenVariables document;
  document.add_document("vars.json", R"({"speed": "fast", "nobody": 1})");
  CHECK(diagnostics_of(load_with(plain(), document)) ==
        "vars.json:/speed: \"speed\" must be a number, not a string\n"
        "vars.json:/nobody: unknown variable \"nobody\"; known: accent, at, loud, rows, speed, "
        "title");
  schema::GivenVariables broken;
  broken.add_document("vars.json", "{");
  CHECK(diagnostics_of(load_with(plain(), broken)).starts_with("vars.json:1:"));
  schema::GivenVariables list;
  list.add_document("vars.json", "[]");
  CHECK(diagnostics_of(load_with(plain(), list)) != "");
}

TEST_CASE("wrong declarations have their sentence", "[schema][variables]") {
  const auto declared = [](const char* value) {
    return diagnostics_of(
        composition(R"({"leaf": "bg"})", R"("variables": {"a": )" + std::string(value) + "},"));
  };
  CHECK(declared("null") ==
        "scene.json:/variables/a: \"a\" must be a bool, a number, a vec2, a colour, a string or a "
        "list of records, not null");
  CHECK(declared("[1, 2, 3, 4, 5]") ==
        "scene.json:/variables/a: \"a\" has 5 numbers; two are a vec2, three or four a colour; a "
        "list has records as its rows");
  CHECK(declared("[1, 2, 3]") ==
        "scene.json:/variables/a/1: \"a\"[1] must be in 0..1, not 2\n"
        "scene.json:/variables/a/2: \"a\"[2] must be in 0..1, not 3");
  CHECK(declared(R"([{"x": 1, "label": ["a", "b"]}])") ==
        "scene.json:/variables/a/0/label: \"label\" is a list within a list; rows hold bools, "
        "numbers, vec2, colours and strings");
  CHECK(declared(R"({"q": 1})") != "");
}

TEST_CASE("the order of declarations means nothing", "[schema][variables]") {
  const char* const root = R"({"leaf": "bg", "opacity": "=vars.a + vars.b"})";
  CHECK(dumped(load(composition(root, R"("variables": {"a": 1, "b": 2},)"))) ==
        dumped(load(composition(root, R"("variables": {"b": 2, "a": 1},)"))));
}

TEST_CASE("set_variables changes values in place, and says when that is not enough",
          "[schema][variables]") {
  auto result = load(composition(
      R"({"group": [{"repeat": {"over": "rows", "child": {"leaf": "bg", "opacity": "=vars.speed"}}}]})",
      kVariables));
  REQUIRE(diagnostics_of(result) == "");
  ir::Composition& c = result.composition;
  CHECK(variable(c, "rows").shapes);
  CHECK_FALSE(variable(c, "speed").shapes);

  const auto set = schema::set_variables(c, given("speed", "0.5"));
  CHECK(set.diagnostics.empty());
  CHECK_FALSE(set.shapes);
  CHECK(variable(c, "speed").lanes[0] == 0.5);

  schema::GivenVariables both = given("speed", "1");
  both.add("rows", "[]");
  CHECK(schema::set_variables(c, both).shapes);
  CHECK(variable(c, "speed").lanes[0] == 0.5);

  CHECK(has_errors(schema::set_variables(c, given("speed", "x")).diagnostics));
  CHECK(has_errors(schema::set_variables(c, given("spede", "1")).diagnostics));
}

TEST_CASE("texts of sources and of text assets hold variables and rows", "[schema][variables]") {
  const auto result = load(composition(
      R"({"group": [{"repeat": {"over": "rows", "child": {"id": "row", "leaf":
            {"image": {"source": "{{vars.title}}_{{ item.label }}_{{index}}.png"}}}}}]})",
      kVariables));
  REQUIRE(diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  REQUIRE(c.assets.size() == 2);
  CHECK(c.text(c.assets[0].source).ends_with("/Hello_North_0.png"));
  CHECK(c.text(c.assets[1].source).ends_with("/Hello_South_1.png"));
  CHECK(variable(c, "title").shapes);
}

TEST_CASE("a wrong placeholder has its sentence", "[schema][variables]") {
  const auto error = [](const char* source) {
    return diagnostics_of(composition(
        R"({"id": "card", "leaf": {"image": {"source": ")" + std::string(source) + "\"}}}",
        kVariables));
  };
  const std::string place = "scene.json:/root/leaf/image/source: ";
  CHECK(error("{{vars.tilte}}.png") ==
        place + "unknown variable \"tilte\"; did you mean \"title\"? (node \"card\")");
  CHECK(error("{{title}}.png") ==
        place +
            "{{title}} means nothing; write {{vars.NAME}}, and within a repeat {{item.FIELD}}, "
            "{{item}} or {{index}} (node \"card\")");
  CHECK(error("{{item.label}}.png") != "");
  CHECK(error("{{index}}.png") != "");
  CHECK(error("{{vars.rows}}.png") ==
        place +
            "the variable \"rows\" is a list, which no text can hold; strings, numbers, bools "
            "and \"#rrggbb\" can stand in a text (node \"card\")");
  CHECK(error("{{open.png") == "");
  CHECK(error("{{vars.speed}}_{{vars.loud}}_{{vars.accent}}.png") == "");
}

TEST_CASE("a composition inside has variables of its own, bound where it is shown",
          "[schema][variables]") {
  const std::string inside =
      R"("compositions": {"lower": {"duration": 60, "variables": {"size": 1, "fade": 0.5, "label": "x"},
           "root": {"id": "in", "leaf": {"solid_rect": {"color": "#fff"}}, "opacity":
                    "=vars.fade * vars.size"}}},)";
  const auto result = load(composition(
      R"({"group": [{"id": "one", "kind": {"comp_ref": {"composition": "lower",
            "bindings": {"size": "vars.speed", "fade": 0.25}}}},
          {"id": "two", "comp": "lower"}]})",
      kVariables + inside));
  REQUIRE(diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  CHECK(variable(c, "one/fade").lanes[0] == 0.25);
  CHECK(variable(c, "two/fade").lanes[0] == 0.5);
  CHECK(variable(c, "two/size").lanes[0] == 1);
  for (const ir::Variable& each : c.variables) CHECK(c.text(each.name) != "one/size");
  CHECK(c.expressions.computed.size() == 2);

  const auto wrong = [&](const char* bindings) {
    return diagnostics_of(
        composition(R"({"id": "one", "kind": {"comp_ref": {"composition": "lower", "bindings": )" +
                        std::string(bindings) + "}}}",
                    kVariables + inside));
  };
  CHECK(wrong(R"({"size": "vars.sped"})") ==
        "scene.json:/root/kind/comp_ref/bindings/size: unknown variable \"sped\"; did you mean "
        "\"speed\"? (node \"one\")");
  CHECK(
      wrong(R"({"size": "vars.title"})") ==
      "scene.json:/root/kind/comp_ref/bindings/size: \"size\" must be a number, and \"title\" is a "
      "string (node \"one\")");
  CHECK(wrong(R"({"sizes": 1})") ==
        "scene.json:/root/kind/comp_ref/bindings/sizes: the composition has no variable \"sizes\"; "
        "did you mean \"size\"? (node \"one\")");
  CHECK(wrong(R"({"size": "=vars.speed * 2"})") ==
        "scene.json:/root/kind/comp_ref/bindings/size: unknown variable \"speed * 2\"; a binding "
        "is a value or vars.NAME; compute with it inside of the composition (node \"one\")");
  CHECK(wrong(R"({"label": "{{vars.titel}}"})") ==
        "scene.json:/root/kind/comp_ref/bindings/label: unknown variable \"titel\"; did you mean "
        "\"title\"? (node \"one\")");
  CHECK(wrong(R"({"fade": true})") ==
        "scene.json:/root/kind/comp_ref/bindings/fade: \"fade\" must be a number, not a boolean "
        "(node \"one\")");
}

TEST_CASE("bindings of a repeat take the fields of its rows, and texts are filled in",
          "[schema][variables]") {
  const auto shown = [](const char* bindings) {
    return load(composition(
        R"({"group": [{"repeat": {"over": "rows", "child": {"id": "c", "kind": {"comp_ref":
             {"composition": "lower", "bindings": )" +
            std::string(bindings) + R"(}}}}}]})",
        R"("variables": {"unit": "kg", "rows": [{"name": "{{a}}", "size": 3}, {"name": "b", "size": 4}]},
           "compositions": {"lower": {"duration": 60, "variables": {"size": 1, "label": "x"},
             "root": {"leaf": {"text": {"text": "{{vars.label}}", "font_family": "F"}},
                      "opacity": "=vars.size / 10"}}},)"));
  };
  const auto result = shown(R"({"size": "item.size", "label": "{{index}}: {{vars.unit}}"})");
  REQUIRE(diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  CHECK(variable(c, "c.0/size").lanes[0] == 3);
  CHECK(variable(c, "c.1/size").lanes[0] == 4);
  CHECK(c.text(variable(c, "c.1/label").text) == "1: kg");
  // What a row holds is text, whatever it looks like.
  const auto raw = shown(R"({"label": "item.name"})");
  REQUIRE(diagnostics_of(raw) == "");
  CHECK(raw.composition.text(variable(raw.composition, "c.0/label").text) == "{{a}}");
  CHECK(diagnostics_of(shown(R"({"label": "item.nam"})"))
            .find("unknown field \"nam\" of item; name a field of the row") != std::string::npos);
}
