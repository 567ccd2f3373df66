// Compositions end to end: whatever the bytes, they are refused with sentences or they are a
// composition that every stage behind the loader may trust.
#include "base/json_writer.h"
#include "fuzz/checks.h"
#include "ir/dump.h"
#include "ir/verify.h"
#include "schema/kinds.h"
#include "schema/load.h"

namespace {

using namespace lattice;
using fuzz::check;

void check_diagnostic(const Diagnostic& found) {
  check(!found.message.empty(), "a diagnostic has a message");
  check(!found.message.ends_with('.'), "a message has no full stop");
  check(found.domain == "json" || found.domain == "composition" || found.domain == "plugin",
        "the domain is one of the three");
  check(found.pointer.empty() || found.pointer[0] == '/' || found.pointer[0] == ':',
        "a pointer begins with / or :");
  // The loader says so when its own rules let something pass that ir::verify refuses.
  check(found.remedy != "report this as a bug", "every rule of the model is one of the loader's");
}

std::string dumped(const ir::Composition& composition, const ir::Catalog& catalog) {
  JsonWriter json;
  ir::dump(json, composition, catalog);
  return json.take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const ir::Catalog catalog = test::kinds();
  const auto text = fuzz::text_of(bytes, size);
  const auto loaded = schema::load_composition(text, "scene.json", catalog);
  for (const Diagnostic& found : loaded.diagnostics) check_diagnostic(found);
  if (!loaded.ok()) return 0;
  check(ir::verify(loaded.composition).has_value(), "what was loaded verifies");
  check(ir::verify_kinds(loaded.composition, catalog).has_value(), "its kinds verify");
  const auto again = schema::load_composition(text, "scene.json", catalog);
  check(again.ok(), "what loads once loads again");
  check(dumped(loaded.composition, catalog) == dumped(again.composition, catalog),
        "the same text gives the same dump");
  return 0;
}
