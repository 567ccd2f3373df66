#include "session/check/work_folder.h"

#include <cstdlib>
#include <string>
#include <system_error>

namespace lattice::session::check {

WorkFolder::WorkFolder() {
  std::error_code error;
  std::string name =
      (std::filesystem::temp_directory_path(error) / "lattice-check-XXXXXX").string();
  if (!error && ::mkdtemp(name.data()) != nullptr) path_ = name;
}

WorkFolder::~WorkFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace lattice::session::check
