#include "bench.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "plugin/scan.h"

namespace lattice::exporter {
namespace fs = std::filesystem;

TempFolder::TempFolder() {
  std::string pattern = (fs::temp_directory_path() / "lattice-export-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) std::abort();
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::vector<std::string> TempFolder::files() const {
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(path_))
    if (!entry.is_directory()) out.push_back(fs::relative(entry.path(), path_).string());
  std::sort(out.begin(), out.end());
  return out;
}

std::string TempFolder::read(const std::string& name) const {
  std::ifstream in(path_ / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

namespace {

ir::Catalog scan_probe() {
  plugin::ScanOptions options;
  options.named = {LATTICE_EXPORT_PROBE_DIR};
  options.scanner = LATTICE_TEST_SCANNER;
  options.time_limit = std::chrono::seconds(60);  // the machine may be busy
  auto scanned = plugin::scan(options);
  if (!scanned || scanned->catalog.kinds.empty()) {
    std::fprintf(stderr, "the probe plugin is not usable: %s\n",
                 scanned ? "see the refusals" : scanned.error().text().c_str());
    if (scanned)
      for (const Diagnostic& d : scanned->refusals) std::fprintf(stderr, "%s\n", d.text().c_str());
    std::abort();
  }
  return std::move(scanned->catalog);
}

const ir::Catalog& probe_catalog() {
  static const ir::Catalog catalog = scan_probe();
  return catalog;
}

ir::KindId find(ir::KindClass kind_class, const std::string& name) {
  const auto found = probe_catalog().find(kind_class, name);
  if (!found) std::abort();
  return *found;
}

}  // namespace

const plugin::Registry& probe_registry() {
  static const plugin::Registry registry = [] {
    plugin::Registry out(probe_catalog());
    std::vector<ir::KindId> all;
    for (std::size_t i = 0; i < probe_catalog().kinds.size(); ++i) all.push_back(ir::KindId{i});
    if (const auto loaded = out.load(all); !loaded) {
      std::fprintf(stderr, "%s\n", loaded.error().text().c_str());
      std::abort();
    }
    return out;
  }();
  return registry;
}

ir::KindId artifact(const std::string& name) { return find(ir::KindClass::artifact, name); }
ir::KindId sink(const std::string& name) { return find(ir::KindClass::sink, name); }

ArtifactSpec& Bench::add(const std::string& artifact_name, const std::string& sink_name,
                         std::vector<ir::GivenParam> sink_params) {
  ArtifactSpec spec;
  spec.artifact = artifact(artifact_name);
  if (!sink_name.empty()) {
    spec.sink = sink(sink_name);
    spec.sink_params = std::move(sink_params);
    const bool has_tape = std::any_of(spec.sink_params.begin(), spec.sink_params.end(),
                                      [](const auto& p) { return p.first == "tape"; });
    if (!has_tape)
      spec.sink_params.emplace_back("tape",
                                    std::to_string(reinterpret_cast<std::uintptr_t>(&tape)));
  }
  job.artifacts.push_back(std::move(spec));
  return job.artifacts.back();
}

std::vector<std::string> Bench::files() const {
  std::vector<std::string> out;
  for (const std::string& name : folder.files()) out.push_back(name.substr(4));  // "out/"
  return out;
}

}  // namespace lattice::exporter
