#include "session/plugins.h"

#include <filesystem>

#include "base/json_writer.h"
#include "base/suggest.h"
#include "plugin/catalog_dump.h"
#include "plugin/locations.h"
#include "plugin/scan.h"

namespace lattice::session {

Result<std::unique_ptr<Plugins>> Plugins::find(const PluginOptions& options) {
  plugin::ScanOptions scan_options;
  for (const std::string& file : options.files) scan_options.files.emplace_back(file);
  for (const std::string& folder : options.folders) scan_options.named.emplace_back(folder);
  scan_options.standard = plugin::standard_folders();
  scan_options.scanner =
      options.scanner.empty() ? plugin::default_scanner() : std::filesystem::path(options.scanner);
  if (!options.rescan) scan_options.cache_dir = plugin::default_cache_dir();
  LATTICE_TRY_ASSIGN(plugin::ScanResult scanned, plugin::scan(scan_options));
  std::unique_ptr<Plugins> out(new Plugins);
  out->catalog_ = std::move(scanned.catalog);
  out->refusals_ = std::move(scanned.refusals);
  out->registry_ = std::make_unique<plugin::Registry>(out->catalog_);
  return out;
}

std::string Plugins::table() const { return plugin::catalog_table(catalog_); }

std::string Plugins::json() const {
  JsonWriter json;
  plugin::write_catalog(json, catalog_);
  return json.take() + "\n";
}

Result<std::string> Plugins::page(const std::string& name) const {
  std::vector<ir::KindId> found;
  std::vector<std::string_view> known;
  for (std::size_t i = 0; i < catalog_.kinds.size(); ++i) {
    const ir::Kind& kind = catalog_.kinds[i];
    known.push_back(kind.short_name());
    if (kind.id == name) return plugin::kind_page(catalog_, ir::KindId{i});
    if (kind.short_name() == name) found.push_back(ir::KindId{i});
  }
  if (found.empty())
    return fail(
        Code::usage, {},
        "no plugin provides \"" + name + "\"; " +
            (known.empty() ? "no plugins were found, see --plugins" : suggestion(name, known)));
  std::string pages;
  for (const ir::KindId id : found) pages += plugin::kind_page(catalog_, id);
  return pages;
}

}  // namespace lattice::session
