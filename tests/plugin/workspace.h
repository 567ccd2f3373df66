// A folder of its own for a test, with copies of test plugins in it.
#pragma once
#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include "plugin/scan.h"

namespace lattice::plugin {

class Workspace {
 public:
  Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  ~Workspace();

  std::filesystem::path path(std::string_view name) const { return root_ / name; }
  // Copies a built test plugin to `folder`/`as` (the default: its own name), by rename, so
  // that a library in use is replaced and not overwritten.
  std::filesystem::path put(std::string_view plugin, std::string_view folder = "plugins",
                            std::string_view as = {}) const;
  std::filesystem::path write(std::string_view file, std::string_view text) const;

  // Scans the folder "plugins" with a cache in "cache".
  ScanOptions options(std::chrono::milliseconds time_limit = std::chrono::seconds(30)) const;

 private:
  std::filesystem::path root_;
};

std::filesystem::path built_plugin(std::string_view name);
std::string read_file(const std::filesystem::path& path);

// The refusal of the file called `name`, as one line; "" when there is none.
std::string refusal_text(const ScanResult& result, std::string_view name);

// Scans one test plugin; fails the test when that does not work.
ir::Catalog catalog_of(const Workspace& workspace, std::string_view plugin);
ir::KindId kind_of(const ir::Catalog& catalog, ir::KindClass kind_class, std::string_view name);

}  // namespace lattice::plugin
