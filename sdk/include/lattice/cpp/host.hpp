// The services of a host, and files that are whole or not there.
#ifndef LATTICE_CPP_HOST_HPP
#define LATTICE_CPP_HOST_HPP
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "../files.h"
#include "../host.h"
#include "failure.hpp"

namespace lattice {

// A file that grows under a temporary name. commit() gives it its own; leaving the scope
// without it deletes it. Functions throw a Failure that names the file. One thread at a
// time. [lane]
class File {
 public:
  File(const lattice_files &files, std::string path)
      : files_(&files), path_(std::move(path)) {
    check(files.open(&files, path_.c_str(), &file_), "create");
  }
  File(File &&other) noexcept
      : files_(other.files_),
        path_(std::move(other.path_)),
        file_(std::exchange(other.file_, nullptr)) {}
  File &operator=(File &&other) noexcept {
    std::swap(files_, other.files_);
    std::swap(path_, other.path_);
    std::swap(file_, other.file_);
    return *this;
  }
  ~File() { files_->discard(file_); }

  const std::string &path() const noexcept { return path_; }

  // All of it at the current position.
  void write(const void *bytes, std::uint64_t size) {
    check(files_->write(file_, bytes, size), "write");
  }
  void write(std::string_view text) { write(text.data(), text.size()); }
  // Samples, pixels or other plain values, as they lie in memory.
  template <class T, std::size_t N>
  requires std::is_trivially_copyable_v<T>
  void write(std::span<T, N> values) { write(values.data(), values.size_bytes()); }
  // How many bytes were read into `bytes`; 0 at the end.
  std::uint64_t read(std::span<std::byte> bytes) {
    std::uint64_t got = 0;
    check(files_->read(file_, bytes.data(), bytes.size(), &got), "read");
    return got;
  }
  // Absolute, in bytes; may lie beyond the end.
  void seek(std::uint64_t position) { check(files_->seek(file_, position), "seek in"); }
  std::uint64_t size() const noexcept { return files_->size(file_); }

  // Nothing else may be called afterwards.
  void commit() { check(files_->commit(std::exchange(file_, nullptr)), "finish"); }

 private:
  void check(lattice_status status, const char *verb) const {
    if (status == LATTICE_OK) return;
    throw Failure(status,
                  std::string("cannot ") + verb + " the file '" + path_ +
                      "'; check that the output folder exists, may be written to and "
                      "has space left");
  }

  const lattice_files *files_;
  std::string path_;
  lattice_file *file_ = nullptr;  // null: committed or moved from
};

// "lattice.files/1". Copied freely; several threads may open files at once. [lane]
class Files {
 public:
  explicit Files(const lattice_files &raw) noexcept : raw_(&raw) {}

  // `path` is relative, with '/', inside the output folder.
  File open(std::string path) const { return File(*raw_, std::move(path)); }
  const lattice_files &raw() const noexcept { return *raw_; }

 private:
  const lattice_files *raw_;
};

// Copied freely; lives as long as the instance it was made for.
class Host {
 public:
  explicit Host(const lattice_host &raw) noexcept : raw_(&raw) {}

  // One line for the user. [session, lane]
  void debug(const std::string &text) const { log(LATTICE_LOG_DEBUG, text); }
  void info(const std::string &text) const { log(LATTICE_LOG_INFO, text); }
  void warn(const std::string &text) const { log(LATTICE_LOG_WARNING, text); }
  void error(const std::string &text) const { log(LATTICE_LOG_ERROR, text); }

  // The interface "lattice.name/rev" of type T, or null. [session, lane]
  template <class T>
  const T *extension(const char *name) const noexcept {
    return static_cast<const T *>(raw_->extension(raw_, name));
  }
  // Offered to sinks; artifacts are handed theirs in finish(). [session, lane]
  Files files() const {
    const auto *files = extension<lattice_files>(LATTICE_FILES_1);
    if (files == nullptr || !LATTICE_HAS(files, discard))
      throw Failure(LATTICE_ERR_UNSUPPORTED,
                    "this host offers no " LATTICE_FILES_1
                    ", without which nothing can be written; use a newer host");
    return Files(*files);
  }

  const lattice_host &raw() const noexcept { return *raw_; }

 private:
  void log(std::int32_t level, const std::string &text) const {
    raw_->log(raw_, level, text.c_str());
  }

  const lattice_host *raw_;
};

}  // namespace lattice
#endif
