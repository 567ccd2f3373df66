#include "loaded_plugin.h"

#include <dlfcn.h>

#include <map>

#include "support/catch.h"

namespace plugins_test {
namespace {

template <class Kind>
const Kind& by_id(const Kind* const* kinds, std::uint32_t count, const std::string& name) {
  for (std::uint32_t i = 0; i < count; ++i)
    if (kinds[i]->id == "org.lattice." + name) return *kinds[i];
  FAIL("no kind org.lattice." << name);
  return **kinds;
}

lattice_type rgba(std::uint8_t dtype, std::uint16_t space) {
  lattice_type type{};
  type.dtype = dtype;
  type.channels = 4;
  type.alpha = LATTICE_ALPHA_PREMUL;
  type.space = space;
  return type;
}

}  // namespace

const std::vector<std::string>& library_names() {
  static const std::vector<std::string> names{
      "effect_opacity_mul", "effect_color_matrix", "effect_saturate",
      "effect_brightness",  "effect_blur",         "transition_crossfade",
      "transition_wipe",    "artifact_rgba",       "artifact_depth"};
  return names;
}

std::string library_path(const std::string& name) {
  return std::string(LATTICE_TEST_STAGE) + "/lib/lattice/plugins/lattice_" + name + ".so";
}

const lattice_plugin& library_at(const std::string& path) {
  static std::map<std::string, const lattice_plugin*> loaded;
  const lattice_plugin*& plugin = loaded[path];
  if (plugin == nullptr) {
    void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    INFO((handle == nullptr ? dlerror() : ""));
    REQUIRE(handle != nullptr);
    const auto entry =
        reinterpret_cast<lattice_plugin_entry_v1_fn>(dlsym(handle, LATTICE_PLUGIN_ENTRY_NAME));
    REQUIRE(entry != nullptr);
    CHECK(entry(0) == nullptr);                                 // a host older than every ABI
    CHECK(entry(LATTICE_ABI_VERSION + (1u << 16)) == nullptr);  // one of the next major
    CHECK(entry(LATTICE_ABI_VERSION + 1) == entry(LATTICE_ABI_VERSION));
    plugin = entry(LATTICE_ABI_VERSION);
    REQUIRE(plugin != nullptr);
    CHECK(entry(LATTICE_ABI_VERSION) == plugin);
  }
  return *plugin;
}

const lattice_plugin& library(const std::string& name) { return library_at(library_path(name)); }

const lattice_filter& effect(const std::string& name) {
  const lattice_plugin& plugin = library("effect_" + name);
  return by_id(plugin.effects, plugin.effect_count, name);
}

const lattice_filter& transition(const std::string& name) {
  const lattice_plugin& plugin = library("transition_" + name);
  return by_id(plugin.transitions, plugin.transition_count, name);
}

const lattice_artifact& artifact(const std::string& name) {
  const lattice_plugin& plugin = library("artifact_" + name);
  return by_id(plugin.artifacts, plugin.artifact_count, name);
}

Host::Host() {
  table_.owner = this;
  lattice_host& host = table_.host;
  host.struct_size = sizeof host;
  host.abi = LATTICE_ABI_VERSION;
  host.name = "tests";
  host.version = "1";
  host.log = [](const lattice_host*, std::int32_t, const char*) noexcept {};
  host.set_error = &Host::set_error;
  host.extension = [](const lattice_host*, const char*) noexcept -> const void* { return nullptr; };
}

void Host::set_error(const lattice_host* host, const char* text) noexcept {
  reinterpret_cast<const Table*>(host)->owner->error_ = text;
}

lattice_type rgba8() { return rgba(LATTICE_U8, LATTICE_SPACE_SRGB); }
lattice_type rgba_f32() { return rgba(LATTICE_F32, LATTICE_SPACE_LINEAR_SRGB); }

FilterInstance::FilterInstance(const lattice_filter& filter, const lattice_type& working,
                               const std::vector<lattice_value>& params)
    : filter_(filter), working_(working) {
  lattice_filter_binding binding{};
  binding.struct_size = sizeof binding;
  binding.static_count = static_cast<std::uint32_t>(params.size());
  binding.statics = params.data();
  binding.seed = 1;
  binding.working = working;
  binding.canvas_width = 64;
  binding.canvas_height = 48;
  REQUIRE(params.size() == filter.param_count);
  if (filter.create != nullptr)
    REQUIRE(filter.create(host_.table(), &binding, &self_) == LATTICE_OK);
}

FilterInstance::~FilterInstance() {
  if (filter_.destroy != nullptr) filter_.destroy(self_);
}

lattice_frame frame_of(const std::vector<lattice_value>& params, double progress,
                       lattice_rect canvas) {
  lattice_frame frame{};
  frame.struct_size = sizeof frame;
  frame.param_count = static_cast<std::uint32_t>(params.size());
  frame.params = params.data();
  frame.progress = progress;
  frame.scale = 1;
  frame.rate = {30, 1};
  frame.canvas = canvas;
  return frame;
}

}  // namespace plugins_test
