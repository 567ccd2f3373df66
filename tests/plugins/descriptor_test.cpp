#include <cctype>
#include <cstdio>
#include <set>

#include "loaded_plugin.h"
#include "support/catch.h"

using namespace plugins_test;

namespace {

std::vector<std::string> exported_symbols(const std::string& path) {
  const std::string command = "nm -D --defined-only '" + path + "'";
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::vector<std::string> symbols;
  char line[512];
  while (std::fgets(line, sizeof line, pipe) != nullptr) {
    std::string text(line);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.pop_back();
    symbols.push_back(text.substr(text.rfind(' ') + 1));
  }
  REQUIRE(pclose(pipe) == 0);
  return symbols;
}

bool is_name(const char* id) {
  const std::string text = id == nullptr ? "" : id;
  for (const char c : text)
    if (!(std::islower(static_cast<unsigned char>(c)) ||
          std::isdigit(static_cast<unsigned char>(c)) || c == '_'))
      return false;
  return !text.empty();
}

bool is_sentence(const char* text) {
  const std::string s = text == nullptr ? "" : text;
  return s.size() > 8 && s.back() == '.';
}

void check_param(const lattice_param& param, std::set<std::string>& names) {
  CAPTURE(param.id);
  CHECK(param.struct_size == sizeof param);
  CHECK(is_name(param.id));
  CHECK(names.insert(param.id).second);
  CHECK(is_sentence(param.hint));
  CHECK(param.min <= param.max);
  if (param.type == LATTICE_PARAM_F64 && param.min != param.max) {
    CHECK(param.initial.f64 >= param.min);
    CHECK(param.initial.f64 <= param.max);
  }
  CHECK((param.type == LATTICE_PARAM_CHOICE) == (param.choice_count > 0));
  for (std::uint32_t i = 0; i < param.choice_count; ++i) {
    CHECK(param.choices[i]->struct_size == sizeof(lattice_choice));
    CHECK(is_name(param.choices[i]->id));
    CHECK(is_sentence(param.choices[i]->hint));
  }
  for (std::uint32_t i = 0; i < param.alias_count; ++i) {
    CHECK(param.aliases[i]->struct_size == sizeof(lattice_param_alias));
    CHECK(names.insert(param.aliases[i]->id).second);
    CHECK(param.aliases[i]->factor > 0);
  }
}

template <class Kind>
void check_kind(const Kind& kind) {
  CAPTURE(kind.id);
  CHECK(kind.struct_size == sizeof kind);
  CHECK(kind.content_version >= 1);
  CHECK(std::string(kind.id).rfind("org.lattice.", 0) == 0);
  CHECK(kind.label != nullptr);
  CHECK(is_sentence(kind.summary));
  CHECK((kind.create == nullptr) == (kind.destroy == nullptr));
  std::set<std::string> names;
  for (std::uint32_t i = 0; i < kind.param_count; ++i) check_param(*kind.params[i], names);
}

void check_filter(const lattice_filter& filter, const std::vector<std::string>& ports) {
  check_kind(filter);
  CAPTURE(filter.id);
  REQUIRE(filter.port_count == ports.size());
  for (std::uint32_t i = 0; i < filter.port_count; ++i) CHECK(filter.ports[i]->id == ports[i]);
  CHECK((filter.fold != nullptr || filter.tile != nullptr));
}

}  // namespace

TEST_CASE("every library exports its entry and nothing else", "[plugins]") {
  for (const std::string& name : library_names()) {
    CAPTURE(name);
    CHECK(exported_symbols(library_path(name)) ==
          std::vector<std::string>{LATTICE_PLUGIN_ENTRY_NAME});
  }
}

TEST_CASE("every library holds one kind with a whole description", "[plugins]") {
  for (const std::string& name : library_names()) {
    CAPTURE(name);
    const lattice_plugin& plugin = library(name);
    CHECK(plugin.struct_size == sizeof plugin);
    CHECK(plugin.abi == LATTICE_ABI_VERSION);
    CHECK(plugin.effect_count + plugin.transition_count + plugin.artifact_count == 1);
    CHECK(plugin.sink_count == 0);
    for (std::uint32_t i = 0; i < plugin.effect_count; ++i)
      check_filter(*plugin.effects[i], {"src"});
    for (std::uint32_t i = 0; i < plugin.transition_count; ++i)
      check_filter(*plugin.transitions[i], {"from", "to"});
    for (std::uint32_t i = 0; i < plugin.artifact_count; ++i) {
      check_kind(*plugin.artifacts[i]);
      CHECK(plugin.artifacts[i]->create != nullptr);
    }
  }
}

TEST_CASE("radius and radius_px are twice the sigma", "[plugins][blur]") {
  const lattice_param& sigma = *effect("blur").params[0];
  REQUIRE(sigma.alias_count == 2);
  CHECK(std::string(sigma.aliases[0]->id) == "radius");
  CHECK(std::string(sigma.aliases[1]->id) == "radius_px");
  CHECK(sigma.aliases[0]->factor == 0.5);
  CHECK(sigma.aliases[1]->factor == 0.5);
  CHECK(sigma.flags == (LATTICE_PARAM_ANIMATES | LATTICE_PARAM_SCALES));
}

TEST_CASE("blur works in premultiplied RGBA bytes and floats alone", "[plugins][blur]") {
  const lattice_filter& blur = effect("blur");
  lattice_type type = rgba8();
  CHECK(blur.accepts(&type) == 1);
  type = rgba_f32();
  CHECK(blur.accepts(&type) == 1);
  type.alpha = LATTICE_ALPHA_STRAIGHT;
  CHECK(blur.accepts(&type) == 0);
  type = rgba_f32();
  type.dtype = LATTICE_F16;
  CHECK(blur.accepts(&type) == 0);
  type = rgba8();
  type.channels = 3;
  CHECK(blur.accepts(&type) == 0);
}
