#include "export/folders.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace lattice::exporter {

bool is_folder(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

// rmdir() refuses a folder that holds anything, which is just what is wanted.
Folders::~Folders() {
  for (auto it = made_.rbegin(); it != made_.rend(); ++it) ::rmdir(it->c_str());
}

int Folders::make_for(const std::string& root, const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (const int reason = make(root, true)) return reason;
  for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1))
    if (const int reason = make(root + "/" + path.substr(0, slash), false)) return reason;
  return 0;
}

// A folder that was seen once is not made again: one that vanishes during an export is an
// error, not an invitation to scatter the rest of the frames into a new one.
int Folders::make(const std::string& folder, bool with_parents) {
  if (known_.contains(folder)) return 0;
  if (!is_folder(folder)) {
    const std::string parent(std::filesystem::path(folder).parent_path());
    if (with_parents && !parent.empty() && parent != folder)
      if (const int reason = make(parent, true)) return reason;
    if (::mkdir(folder.c_str(), 0777) == 0)
      made_.push_back(folder);
    else if (const int reason = errno; !is_folder(folder))
      return reason;
  }
  known_.insert(folder);
  return 0;
}

}  // namespace lattice::exporter
