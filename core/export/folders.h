// The folders that an export makes, so that those left empty can go again.
#pragma once
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace lattice::exporter {

// Shared by all files of an export: they are made in any order by any thread, and only when
// the last of the files is gone is it known which are empty.
class Folders {
 public:
  Folders() = default;
  // Removes those that this made and that nothing lies in.
  ~Folders();
  Folders(const Folders&) = delete;
  Folders& operator=(const Folders&) = delete;

  // Makes `root`, its missing parents, and below it each folder of the relative `path`,
  // whose last element is a file. Returns 0 or an errno. Any thread.
  int make_for(const std::string& root, const std::string& path);

 private:
  int make(const std::string& folder, bool with_parents);

  std::mutex mutex_;
  std::set<std::string> known_;
  std::vector<std::string> made_;  // parents first
};

// A folder by this name, also through a symbolic link.
bool is_folder(const std::string& path);

}  // namespace lattice::exporter
