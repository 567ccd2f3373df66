#include "session/check/folder_watch.h"

#include <filesystem>
#include <system_error>

namespace lattice::session::check {
namespace {

std::set<std::string> entries() {
  namespace fs = std::filesystem;
  std::set<std::string> names;
  std::error_code error;
  fs::recursive_directory_iterator at(".", error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error))
    names.insert(at->path().lexically_normal().string());
  return names;
}

}  // namespace

FolderWatch::FolderWatch() : before_(entries()) {}

std::string FolderWatch::stray() const {
  for (const std::string& name : entries())
    if (before_.count(name) == 0) return name;
  return {};
}

}  // namespace lattice::session::check
