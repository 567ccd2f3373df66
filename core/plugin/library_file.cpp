#define BOOST_DLL_USE_STD_FS
#include "plugin/library_file.h"

#include <dlfcn.h>

#include <boost/dll/shared_library.hpp>
#include <cfenv>
#include <cstring>
#include <exception>
#include <list>
#include <mutex>

#include "plugin/describe.h"
#include "plugin/describe_read.h"

namespace lattice::plugin {
namespace {

// The rounding mode, the exception flags and, on x86, MXCSR with flush-to-zero and
// denormals-are-zero: code built with -ffast-math switches those on as it is loaded, for
// the whole thread.
class FloatEnvironment {
 public:
  explicit FloatEnvironment(bool* changed = nullptr) : changed_(changed) { std::fegetenv(&saved_); }
  FloatEnvironment(const FloatEnvironment&) = delete;
  FloatEnvironment& operator=(const FloatEnvironment&) = delete;
  ~FloatEnvironment() {
    if (changed_ != nullptr) *changed_ = has_changed();
    std::fesetenv(&saved_);
  }

 private:
  // The mode, not the exception flags, which any sum may raise.
  bool has_changed() const {
    std::fenv_t now;
    std::fegetenv(&now);
#if defined(__x86_64__)
    constexpr unsigned kExceptionFlags = 0x3F;
    return now.__control_word != saved_.__control_word ||
           ((now.__mxcsr ^ saved_.__mxcsr) & ~kExceptionFlags) != 0;
#else
    return std::memcmp(&now, &saved_, sizeof now) != 0;
#endif
  }

  bool* changed_;
  std::fenv_t saved_{};
};

// Handles for the rest of the process: reachable, so that leak checkers agree, and never
// destroyed, so that no plugin code disappears under a running thread.
void keep_open(boost::dll::shared_library&& library) {
  static std::mutex mutex;
  static auto& kept = *new std::list<boost::dll::shared_library>;
  const std::lock_guard lock(mutex);
  kept.push_back(std::move(library));
}

std::string version_text(std::uint32_t major, std::uint32_t minor) {
  return std::to_string(major) + "." + std::to_string(minor);
}

Refusal other_major(std::uint32_t major) {
  const bool newer = major > LATTICE_ABI_MAJOR;
  return {"was built for version " + std::to_string(major) +
              " of the plugin ABI; this host speaks version " + std::to_string(LATTICE_ABI_MAJOR),
          newer ? "update Lattice, or take an older release of the plugin"
                : "take a newer release of the plugin, or build it against this SDK",
          true, 107};
}

Refusal no_entry(const boost::dll::shared_library& library) {
  constexpr std::uint32_t kNewestGuess = 9;
  for (std::uint32_t major = 0; major <= kNewestGuess; ++major)
    if (major != LATTICE_ABI_MAJOR && library.has("lattice_plugin_entry_v" + std::to_string(major)))
      return other_major(major);
  return {"does not export " LATTICE_PLUGIN_ENTRY_NAME ", so it is no Lattice plugin",
          "move it out of the plugin folder, or build it with lattice_add_plugin()", true, 102};
}

Refusal cannot_open(std::string text) {
  return {"cannot be opened: " + std::move(text),
          "install what it misses, or build it again on this system", false, 101};
}

}  // namespace

std::variant<EntryFunction, Refusal> open_library(const std::string& path, bool* changed_floats) {
  const FloatEnvironment keep(changed_floats);
  try {
    boost::dll::shared_library library;
    boost::dll::fs::error_code code;
    library.load(path, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local, code);
    if (code) {
      const char* text = ::dlerror();
      return cannot_open(text != nullptr ? text : code.message());
    }
    if (!library.has(LATTICE_PLUGIN_ENTRY_NAME)) {
      const Refusal refusal = no_entry(library);
      keep_open(std::move(library));
      return refusal;
    }
    const EntryFunction entry =
        &library.get<const lattice_plugin*(std::uint32_t) noexcept>(LATTICE_PLUGIN_ENTRY_NAME);
    keep_open(std::move(library));
    return entry;
  } catch (const std::exception& error) {
    return cannot_open(error.what());
  }
}

std::variant<const lattice_plugin*, Refusal> call_entry(EntryFunction entry) {
  const FloatEnvironment keep;
  const lattice_plugin* plugin = entry(LATTICE_ABI_VERSION);
  if (plugin == nullptr)
    return Refusal{"finds this host too old: its entry returned null for version " +
                       version_text(LATTICE_ABI_MAJOR, LATTICE_ABI_MINOR) + " of the plugin ABI",
                   "update to a newer Lattice, or take an older release of the plugin", true, 108};
  const std::uint32_t major = plugin->abi >> 16;
  if (plugin->struct_size >= kPluginBytesV1 && major != LATTICE_ABI_MAJOR)
    return other_major(major);
  return plugin;
}

Outcome describe_or_refuse(const lattice_plugin& plugin) {
  auto description = describe(plugin);
  if (description) return *std::move(description);
  return Refusal{"describes itself wrongly: " + description.error().text(),
                 "update the plugin, or tell its author", true};
}

}  // namespace lattice::plugin
