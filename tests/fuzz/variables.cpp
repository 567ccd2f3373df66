// Values for variables from outside: a document of values, or a line per "name=value", given
// to one composition that has a variable of every type, while it loads and afterwards.
#include <string>

#include "fuzz/checks.h"
#include "ir/verify.h"
#include "schema/kinds.h"
#include "schema/load.h"

namespace {

using namespace lattice;
using fuzz::check;

constexpr char kScene[] = R"({
  "version": "0.3", "canvas": {"width": 64, "height": 64}, "duration": 30,
  "variables": {
    "on": true, "speed": 2, "at": [1, 2], "accent": "#ff8800", "title": "Hello",
    "rows": [{"name": "a", "x": 1, "tint": "#fff"}, {"name": "b", "x": 2, "tint": "#000"}],
    "plain": [{"k": 1}]
  },
  "assets": {"bg": {"solid_rect": {"color": "#369"}},
             "line": {"text": {"text": "{{vars.title}}", "color": "{{vars.accent}}"}}},
  "root": {"stack": [
    {"leaf": "bg", "opacity": "=vars.on ? 0.5 : vars.speed / 10"},
    {"leaf": "line", "transform": {"translate": "=vars.at"}},
    {"repeat": {"over": "vars.rows", "child": {"leaf": "bg", "transform": {"z": "=item.x"}}}},
    {"repeat": {"over": "vars.plain", "child": {"leaf": "bg", "opacity": "=item.k / 10 + index"}}}
  ]}
})";

schema::GivenVariables given_by(std::string_view text) {
  schema::GivenVariables given;
  if (text.starts_with('{')) {
    given.add_document("vars.json", std::string(text));
    return given;
  }
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const auto equals = line.find('=');
    if (equals != line.npos && equals > 0)
      given.add(std::string(line.substr(0, equals)), std::string(line.substr(equals + 1)));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return given;
}

void check_told(const Diagnostics& diagnostics) {
  for (const Diagnostic& found : diagnostics) {
    check(!found.message.empty(), "a diagnostic has a message");
    check(found.remedy != "report this as a bug", "every rule of the model is one of the loader's");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const ir::Catalog catalog = test::kinds();
  static const auto scene = schema::load_composition(kScene, "scene.json", catalog);
  check(scene.ok(), "the scene loads without values from outside");

  const auto given = given_by(fuzz::text_of(bytes, size));
  const auto loaded = schema::load_composition(kScene, "scene.json", catalog, given);
  check_told(loaded.diagnostics);
  if (loaded.ok()) check(ir::verify(loaded.composition).has_value(), "what was loaded verifies");

  ir::Composition changed = scene.composition;
  const auto set = schema::set_variables(changed, given);
  check_told(set.diagnostics);
  check(ir::verify(changed).has_value(), "what was set verifies");
  // Loading may find more: values that the composition then uses where they do not fit.
  if (has_errors(set.diagnostics)) check(!loaded.ok(), "both ways refuse the same values");
  return 0;
}
