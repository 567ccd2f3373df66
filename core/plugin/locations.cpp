#include "plugin/locations.h"

#include <cstdlib>
#include <string_view>
#include <system_error>

namespace lattice::plugin {
namespace {

namespace fs = std::filesystem;

std::string_view variable(const char* name) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::string_view(text) : std::string_view();
}

}  // namespace

fs::path install_prefix() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : program.parent_path().parent_path();
}

std::vector<fs::path> standard_folders() {
  std::vector<fs::path> folders;
  std::string_view rest = variable("LATTICE_PLUGIN_PATH");
  while (!rest.empty()) {
    const auto colon = rest.find(':');
    const std::string_view folder = rest.substr(0, colon);
    if (!folder.empty()) folders.emplace_back(folder);
    rest = colon == rest.npos ? std::string_view() : rest.substr(colon + 1);
  }
  if (const fs::path root = install_prefix(); !root.empty())
    folders.push_back(root / "lib/lattice/plugins");
  return folders;
}

fs::path default_scanner() {
  const fs::path root = install_prefix();
  return root.empty() ? fs::path() : root / "libexec/lattice/lattice-scan";
}

fs::path default_cache_dir() {
  if (const auto folder = variable("LATTICE_CACHE_DIR"); !folder.empty()) return folder;
  // The XDG base directory specification ignores relative paths.
  if (const fs::path base = variable("XDG_CACHE_HOME"); base.is_absolute()) return base / "lattice";
  if (const fs::path home = variable("HOME"); home.is_absolute()) return home / ".cache/lattice";
  return {};
}

}  // namespace lattice::plugin
