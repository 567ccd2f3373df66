// One file of lattice.files/1. Leaving the scope without commit() deletes it.
#pragma once
#include <lattice/files.h>

#include <cstdint>
#include <string>
#include <utility>

#include "common/refusal.h"

namespace lattice::sinks {

// One thread at a time.
class OutputFile {
 public:
  OutputFile(const lattice_files& files, std::string path)
      : files_(&files), path_(std::move(path)) {
    check(files.open(&files, path_.c_str(), &file_), "create");
  }
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile() { files_->discard(file_); }

  const std::string& path() const { return path_; }

  void write(const void* bytes, std::uint64_t size) {
    check(files_->write(file_, bytes, size), "write");
  }
  void commit() { check(files_->commit(std::exchange(file_, nullptr)), "finish"); }

  // For the callbacks of C libraries, through which nothing may be thrown: at an absolute
  // position, with the status as it came.
  lattice_status write_at(std::uint64_t position, const void* bytes, std::uint64_t size) noexcept {
    if (const lattice_status status = move_to(position); status != LATTICE_OK) return status;
    const lattice_status status = files_->write(file_, bytes, size);
    if (status == LATTICE_OK) position_ += size;
    return status;
  }
  lattice_status read_at(std::uint64_t position, void* bytes, std::uint64_t size,
                         std::uint64_t* got) noexcept {
    if (const lattice_status status = move_to(position); status != LATTICE_OK) return status;
    const lattice_status status = files_->read(file_, bytes, size, got);
    if (status == LATTICE_OK) position_ += *got;
    return status;
  }
  std::uint64_t size() noexcept { return files_->size(file_); }

  // Turns a failure of files/1 into the sentence that names the file.
  void check(lattice_status status, const char* verb) const {
    if (status == LATTICE_OK) return;
    refuse(status, std::string("cannot ") + verb + " the file '" + path_ +
                       "'; check that the output folder exists, may be written to and has "
                       "space left");
  }

 private:
  lattice_status move_to(std::uint64_t position) noexcept {
    if (position == position_) return LATTICE_OK;
    const lattice_status status = files_->seek(file_, position);
    if (status == LATTICE_OK) position_ = position;
    return status;
  }

  const lattice_files* files_;
  std::string path_;
  lattice_file* file_ = nullptr;
  std::uint64_t position_ = 0;  // of the file, as *_at() left it
};

}  // namespace lattice::sinks
