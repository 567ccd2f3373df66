// Which files a scan looks at, in the order that decides who wins among duplicates.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"

namespace lattice::plugin {

// One *.so. `path` has no symlinks; `shown` is how it was found, for messages.
struct Candidate {
  std::string path;
  std::string shown;
  bool is_chosen = false;  // the user named this very file
};

// What tells one state of a file from another.
struct FileKey {
  std::string path;
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  std::uint64_t inode = 0;
  std::string build_id;

  friend bool operator==(const FileKey&, const FileKey&) = default;
};

// Chosen files first, then named folders, then the standard ones, in the order given; sorted by
// name within; a file that is reachable twice counts once. What is called *.so but is no readable
// file becomes a warning in `refusals`.
Result<std::vector<Candidate>> find_candidates(const std::vector<std::filesystem::path>& chosen,
                                               const std::vector<std::filesystem::path>& named,
                                               const std::vector<std::filesystem::path>& standard,
                                               Diagnostics& refusals);

// All but the build-id; false when the file is gone.
bool stat_key(const std::string& path, FileKey& out);

Diagnostic refusal_of(const std::string& file, std::string message, std::string remedy);

}  // namespace lattice::plugin
