// Finds plugin libraries and learns what they offer without loading any of them into this
// process: each is opened once, in a child, and described in a cache.
#pragma once
#include <chrono>
#include <filesystem>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "ir/catalog.h"

namespace lattice::plugin {

struct ScanOptions {
  // Libraries that the user named one by one. Their kinds win over all others, in silence; one
  // that is missing or refused is an error.
  std::vector<std::filesystem::path> files;
  // Folders that the user named; one that does not exist is an error. Searched next.
  std::vector<std::filesystem::path> named;
  // LATTICE_PLUGIN_PATH and the installed default; silently skipped when missing.
  std::vector<std::filesystem::path> standard;
  std::filesystem::path scanner;                // the lattice-scan program
  std::filesystem::path cache_dir;              // empty: no cache
  std::chrono::milliseconds time_limit{10000};  // per library
};

struct ScanResult {
  ir::Catalog catalog;
  Diagnostics refusals;  // warnings: file, reason, remedy; one per library left out
  std::size_t scanned = 0, from_cache = 0;
};

Result<ScanResult> scan(const ScanOptions& options);

}  // namespace lattice::plugin
