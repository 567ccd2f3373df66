// A host for the tests of lattice/plugin.hpp: remembers what it was told, keeps files in
// memory.
#pragma once
#include <lattice/plugin.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <vector>

struct lattice_file {
  std::string path;
  std::string bytes;
  std::size_t position = 0;
};

namespace lattice::test {

// Both faces come first in their structs, so that a pointer to them leads back here.
class FakeHost {
 public:
  FakeHost() {
    host_.face = {sizeof(lattice_host), LATTICE_ABI_VERSION, "fake", "0", &log,
                  &set_error,           &extension};
    host_.owner = this;
    files_.face = {sizeof(lattice_files),
                   0,
                   &open_file,
                   &write_file,
                   &read_file,
                   &seek_file,
                   &size_of_file,
                   &commit_file,
                   &discard_file};
    files_.owner = this;
  }
  FakeHost(const FakeHost&) = delete;
  FakeHost& operator=(const FakeHost&) = delete;

  const lattice_host* abi() const { return &host_.face; }
  const lattice_files* files() const { return &files_.face; }

  std::string error;               // the last sentence
  std::vector<std::string> lines;  // "2 careful": level and text
  std::map<std::string, std::string> committed;
  int discarded = 0;
  bool offers_files = true;
  lattice_status next = LATTICE_OK;  // what files/1 answers

 private:
  struct HostFace {
    lattice_host face;
    FakeHost* owner;
  } host_{};
  struct FilesFace {
    lattice_files face;
    FakeHost* owner;
  } files_{};

  static FakeHost& of(const lattice_host* host) {
    return *reinterpret_cast<const HostFace*>(host)->owner;
  }
  static void log(const lattice_host* host, std::int32_t level, const char* text) noexcept {
    of(host).lines.push_back(std::to_string(level) + " " + text);
  }
  static void set_error(const lattice_host* host, const char* text) noexcept {
    of(host).error = text;
  }
  static const void* extension(const lattice_host* host, const char* name) noexcept {
    const bool known = std::strcmp(name, LATTICE_FILES_1) == 0 && of(host).offers_files;
    return known ? of(host).files() : nullptr;
  }

  // One host at a time uses files, so that the functions of a file find it.
  static inline FakeHost* current_ = nullptr;
  static lattice_status open_file(const lattice_files* files, const char* path,
                                  lattice_file** out) noexcept {
    current_ = reinterpret_cast<const FilesFace*>(files)->owner;
    if (current_->next == LATTICE_OK) *out = new lattice_file{path, {}, 0};
    return current_->next;
  }
  static lattice_status write_file(lattice_file* file, const void* bytes,
                                   std::uint64_t size) noexcept {
    if (current_->next != LATTICE_OK) return current_->next;
    file->bytes.resize(std::max(file->bytes.size(), file->position + size));
    std::memcpy(file->bytes.data() + file->position, bytes, size);
    file->position += size;
    return LATTICE_OK;
  }
  static lattice_status read_file(lattice_file* file, void* bytes, std::uint64_t size,
                                  std::uint64_t* got) noexcept {
    *got = std::min<std::uint64_t>(size, file->bytes.size() - file->position);
    std::memcpy(bytes, file->bytes.data() + file->position, *got);
    file->position += *got;
    return current_->next;
  }
  static lattice_status seek_file(lattice_file* file, std::uint64_t position) noexcept {
    file->position = position;
    return current_->next;
  }
  static std::uint64_t size_of_file(lattice_file* file) noexcept { return file->bytes.size(); }
  static lattice_status commit_file(lattice_file* file) noexcept {
    const lattice_status status = current_->next;
    if (status == LATTICE_OK) current_->committed[file->path] = file->bytes;
    delete file;
    return status;
  }
  static void discard_file(lattice_file* file) noexcept {
    if (file == nullptr) return;
    ++current_->discarded;
    delete file;
  }
};

}  // namespace lattice::test
