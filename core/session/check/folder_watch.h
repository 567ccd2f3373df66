// The folder in which the child runs belongs to it alone: whatever appears there was written
// by the plugin, and not through files/1.
#pragma once
#include <set>
#include <string>

namespace lattice::session::check {

class FolderWatch {
 public:
  FolderWatch();
  // The first file or folder that has appeared since; "" when there is none.
  std::string stray() const;

 private:
  std::set<std::string> before_;
};

}  // namespace lattice::session::check
