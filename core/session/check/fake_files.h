// A lattice.files/1 in memory that keeps a record of what a plugin does with it and fails
// where a rule wants it to, as a full disk does.
#pragma once
#include <lattice/files.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace lattice::session::check {

class FakeFiles {
 public:
  enum class Call { kNone, kOpen, kWrite, kCommit };
  // The nth call of a kind fails, counted from 1, and all that follow it: what is full stays
  // full. A file of which a write failed cannot be committed.
  struct Fault {
    Call call = Call::kNone;
    std::uint32_t nth = 1;
  };

  FakeFiles() : FakeFiles(Fault()) {}
  explicit FakeFiles(Fault fault);
  FakeFiles(const FakeFiles&) = delete;
  FakeFiles& operator=(const FakeFiles&) = delete;
  ~FakeFiles();

  const lattice_files& table() const { return table_; }

  // Bytes under final names, by path.
  std::map<std::string, std::string> committed() const;
  // Paths of files that were neither committed nor discarded.
  std::vector<std::string> left_open() const;
  // Calls so far, those that failed among them.
  std::uint32_t calls(Call call) const;
  // The fault has happened.
  bool failed() const;
  // The first call that breaks a rule of files.h, as a sentence; "" when there was none.
  std::string misuse() const;

 private:
  struct File;
  struct Table : lattice_files {
    FakeFiles* owner;
  };

  static lattice_status open(const lattice_files*, const char*, lattice_file**) noexcept;
  static lattice_status write(lattice_file*, const void*, std::uint64_t) noexcept;
  static lattice_status read(lattice_file*, void*, std::uint64_t, std::uint64_t*) noexcept;
  static lattice_status seek(lattice_file*, std::uint64_t) noexcept;
  static std::uint64_t size(lattice_file*) noexcept;
  static lattice_status commit(lattice_file*) noexcept;
  static void discard(lattice_file*) noexcept;

  lattice_status open(const char* path, lattice_file** out);
  // Under mutex_: counts the call; true when it is to fail.
  bool fails(Call call);
  // Under mutex_: false, and a misuse noted, when the file is gone or none of these.
  bool usable(const File* file, const char* function);
  void blame(std::string sentence);

  Table table_{};
  Fault fault_;
  mutable std::mutex mutex_;
  std::uint32_t calls_[4] = {};
  bool failed_ = false;
  std::string misuse_;
  std::vector<std::unique_ptr<File>> files_;  // all of them: a late call meets a memory, not a hole
  std::map<std::string, std::string> committed_;
};

}  // namespace lattice::session::check
