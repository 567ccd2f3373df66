// "lattice.files/1" over one output folder: files grow under temporary names beside their
// final ones and appear by rename only.
#pragma once
#include <lattice/files.h>
#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/result.h"
#include "export/folders.h"

namespace lattice::exporter {

// A path that the output folder may hold: relative, '/' between non-empty elements, none of
// them "." or "..". The error says which rule was broken.
Result<void> check_output_path(std::string_view path);

// Whether files can be made under `root`, as far as this can be known without making any.
Result<void> check_writable(const std::filesystem::path& root);

// Nothing is touched before the first open(); folders are made then, also the root. What is
// open when this is destroyed is deleted; `folders` sees to those that are left empty.
// A file that already has the final name is replaced, in one step.
//
// Threads: as files.h says; the C++ members may be called from any thread.
class Files {
 public:
  using WriteCall = ssize_t (*)(int, const void*, std::size_t, off_t);

  // `folders` is shared by the files of one export. `write` stands in for pwrite(2) where a
  // test needs a disk that fails.
  explicit Files(std::filesystem::path root, std::shared_ptr<Folders> folders = nullptr,
                 WriteCall write = nullptr);
  ~Files();
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  // What plugins receive; lives as long as this.
  const lattice_files& table() const { return table_; }

  // The sentence of this thread's last failure, else of the latest on any thread if asked
  // for, then forgotten; "" when nothing failed. The C functions return a mere status.
  std::string take_error(bool of_any_thread = true);

  // Paths under final names, relative to the root, sorted, each once.
  std::vector<std::string> committed() const;
  std::uint64_t bytes_committed() const { return bytes_committed_; }

  // Takes a committed file back. False when there is none of this path.
  bool remove(const std::string& path);

  // The C functions, with open files known by their opaque struct.
  lattice_status open(const char* path, lattice_file** out);
  lattice_status commit(lattice_file* file);
  void discard(lattice_file* file);
  // Records a failed operation on `path`; `reason` is an errno.
  lattice_status fail_io(const char* action, const std::string& path, int reason);

 private:
  struct Table : lattice_files {
    Files* owner = nullptr;
  };
  struct Committed {
    std::string path;
    std::uint64_t bytes = 0;
  };
  struct Close {
    void operator()(lattice_file* file) const;
  };

  static lattice_status open_entry(const lattice_files*, const char*, lattice_file**) noexcept;
  lattice_status refuse(std::string sentence);
  lattice_file* take_idle();
  void retire(lattice_file* file);

  friend struct ::lattice_file;

  std::filesystem::path root_;
  std::shared_ptr<Folders> folders_;
  WriteCall write_;
  Table table_;
  std::atomic<std::uint64_t> bytes_committed_{0};

  mutable std::mutex mutex_;  // everything below
  std::vector<std::unique_ptr<lattice_file, Close>> all_;
  std::vector<lattice_file*> idle_;  // their buffers are used again
  std::vector<Committed> committed_;
  std::vector<std::pair<std::thread::id, std::string>> errors_;
};

}  // namespace lattice::exporter
