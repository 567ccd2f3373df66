// One small file per library that was scanned before. A cache that cannot be read or
// written is no cache; nobody is told.
#pragma once
#include <filesystem>
#include <optional>

#include "plugin/description.h"
#include "plugin/scan_files.h"

namespace lattice::plugin {

class ScanCache {
 public:
  // An empty path switches it off.
  explicit ScanCache(std::filesystem::path folder);

  // What was found in exactly this state of the file.
  std::optional<Outcome> find(const FileKey& key) const;
  // By temporary name and rename, so that processes may share the folder.
  void store(const FileKey& key, const Outcome& outcome) const;

 private:
  std::filesystem::path file_of(const FileKey& key) const;

  std::filesystem::path folder_;
};

}  // namespace lattice::plugin
