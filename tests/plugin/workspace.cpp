#include "workspace.h"

#include <unistd.h>

#include <fstream>
#include <iterator>

#include "support/catch.h"

namespace lattice::plugin {

namespace fs = std::filesystem;

Workspace::Workspace() {
  std::string name = (fs::temp_directory_path() / "lattice-plugin-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  root_ = fs::canonical(name);
  fs::create_directory(root_ / "plugins");
}

Workspace::~Workspace() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

fs::path Workspace::put(std::string_view plugin, std::string_view folder,
                        std::string_view as) const {
  const fs::path place = root_ / folder;
  fs::create_directories(place);
  const fs::path target = place / (std::string(as.empty() ? plugin : as) + ".so");
  fs::copy_file(built_plugin(plugin), place / "copy.tmp", fs::copy_options::overwrite_existing);
  fs::rename(place / "copy.tmp", target);
  return target;
}

fs::path Workspace::write(std::string_view file, std::string_view text) const {
  const fs::path target = root_ / file;
  fs::create_directories(target.parent_path());
  std::ofstream(target, std::ios::binary) << text;
  return target;
}

ScanOptions Workspace::options(std::chrono::milliseconds time_limit) const {
  ScanOptions out;
  out.named = {root_ / "plugins"};
  out.scanner = LATTICE_TEST_SCANNER;
  out.cache_dir = root_ / "cache";
  out.time_limit = time_limit;
  return out;
}

fs::path built_plugin(std::string_view name) {
  return fs::path(LATTICE_TEST_PLUGIN_DIR) / (std::string(name) + ".so");
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string refusal_text(const ScanResult& result, std::string_view name) {
  for (const Diagnostic& refusal : result.refusals)
    if (fs::path(refusal.file).filename() == name) return refusal.text();
  return {};
}

ir::Catalog catalog_of(const Workspace& workspace, std::string_view plugin) {
  workspace.put(plugin);
  auto result = scan(workspace.options());
  REQUIRE(result);
  for (const Diagnostic& refusal : result->refusals) FAIL(refusal.text());
  return std::move(result->catalog);
}

ir::KindId kind_of(const ir::Catalog& catalog, ir::KindClass kind_class, std::string_view name) {
  const auto found = catalog.find(kind_class, name);
  REQUIRE(found);
  return *found;
}

}  // namespace lattice::plugin
