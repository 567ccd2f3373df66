// An empty folder for one child process, in which whatever it writes behind the host's back
// shows; it goes with its scope, and all that is in it.
#pragma once
#include <filesystem>

namespace lattice::session::check {

class WorkFolder {
 public:
  // Its path is empty when none could be made; then the child runs where we run.
  WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace lattice::session::check
