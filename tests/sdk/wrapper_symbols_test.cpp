#include <dlfcn.h>
#include <lattice/plugin.h>

#include <memory>
#include <string>
#include "support/catch.h"

namespace {

struct CloseLibrary {
  void operator()(void* library) const { dlclose(library); }
};
using Library = std::unique_ptr<void, CloseLibrary>;

Library open_twin(const std::string& label) {
  return Library(
      dlopen((LATTICE_SAMPLES "/wrapper_twin_" + label + ".so").c_str(), RTLD_NOW | RTLD_LOCAL));
}

void check_that_all_says(void* library, const std::string& label) {
  using Entry = const lattice_plugin* (*)(uint32_t);
  const auto entry = reinterpret_cast<Entry>(dlsym(library, "lattice_plugin_entry_v1"));
  REQUIRE(entry != nullptr);
  const lattice_plugin* plugin = entry(LATTICE_ABI_VERSION);
  REQUIRE(plugin != nullptr);
  const lattice_filter& glow = *plugin->effects[0];
  CHECK(glow.label == label);
  CHECK(glow.params[0]->hint == label);
  CHECK(glow.params[0]->choices[0]->hint == label);
  CHECK(glow.ports[0]->hint == label);
  CHECK(plugin->sinks[0]->label == label);
  CHECK(plugin->sinks[0]->extensions[0] == label);
  CHECK(plugin->artifacts[0]->label == label);
}

}  // namespace

TEST_CASE("two plugins whose classes share a name keep tables of their own", "[sdk][wrapper]") {
  const Library first = open_twin("first"), second = open_twin("second");
  REQUIRE(first != nullptr);
  REQUIRE(second != nullptr);
  check_that_all_says(first.get(), "first");
  check_that_all_says(second.get(), "second");
}
