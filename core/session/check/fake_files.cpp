#include "session/check/fake_files.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "export/files.h"

namespace lattice::session::check {

// What hides behind a lattice_file.
struct FakeFiles::File {
  FakeFiles* owner;
  std::string path, bytes;
  std::uint64_t position = 0;
  bool broken = false;  // a write failed
  bool gone = false;    // committed or discarded
};

namespace {

// Beyond that a test picture cannot have led a writer.
constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20;

}  // namespace

FakeFiles::FakeFiles(Fault fault) : fault_(fault) {
  static_cast<lattice_files&>(table_) = {
      sizeof(lattice_files), 0, &open, &write, &read, &seek, &size, &commit, &discard};
  table_.owner = this;
}

FakeFiles::~FakeFiles() = default;

// ---- What was recorded ------------------------------------------------------------------

std::map<std::string, std::string> FakeFiles::committed() const {
  const std::lock_guard lock(mutex_);
  return committed_;
}

std::vector<std::string> FakeFiles::left_open() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> paths;
  for (const auto& file : files_)
    if (!file->gone) paths.push_back(file->path);
  return paths;
}

std::uint32_t FakeFiles::calls(Call call) const {
  const std::lock_guard lock(mutex_);
  return calls_[static_cast<std::size_t>(call)];
}

bool FakeFiles::failed() const {
  const std::lock_guard lock(mutex_);
  return failed_;
}

std::string FakeFiles::misuse() const {
  const std::lock_guard lock(mutex_);
  return misuse_;
}

// ---- Under the lock ---------------------------------------------------------------------

bool FakeFiles::fails(Call call) {
  const std::uint32_t count = ++calls_[static_cast<std::size_t>(call)];
  const bool now = call == fault_.call && count >= fault_.nth;
  failed_ |= now;
  return now;
}

bool FakeFiles::usable(const File* file, const char* function) {
  if (!file->gone) return true;
  blame(std::string(function) + "() was called on \"" + file->path +
        "\" after that file had been committed or discarded");
  return false;
}

void FakeFiles::blame(std::string sentence) {
  if (misuse_.empty()) misuse_ = std::move(sentence);
}

lattice_status FakeFiles::open(const char* path, lattice_file** out) {
  const std::lock_guard lock(mutex_);
  if (auto good = exporter::check_output_path(path); !good) {
    blame("open() was given the path " + good.error().text());
    return LATTICE_ERR_ARGUMENT;
  }
  if (fails(Call::kOpen)) return LATTICE_ERR_IO;
  auto& file = files_.emplace_back(new File);
  file->owner = this;
  file->path = path;
  *out = reinterpret_cast<lattice_file*>(file.get());
  return LATTICE_OK;
}

// ---- The functions of lattice_files -----------------------------------------------------

lattice_status FakeFiles::open(const lattice_files* files, const char* path,
                               lattice_file** out) noexcept {
  if (!files || !path || !out) return LATTICE_ERR_ARGUMENT;
  *out = nullptr;
  return static_cast<const Table*>(files)->owner->open(path, out);
}

lattice_status FakeFiles::write(lattice_file* handle, const void* bytes,
                                std::uint64_t size) noexcept {
  auto* file = reinterpret_cast<File*>(handle);
  if (!file || (!bytes && size > 0)) return LATTICE_ERR_ARGUMENT;
  const std::lock_guard lock(file->owner->mutex_);
  if (!file->owner->usable(file, "write")) return LATTICE_ERR_ARGUMENT;
  const bool full = file->owner->fails(Call::kWrite) || file->position > kMostBytes ||
                    size > kMostBytes - file->position;
  if (full || file->broken) {
    file->broken = true;
    return LATTICE_ERR_IO;
  }
  if (size == 0) return LATTICE_OK;
  const auto end = static_cast<std::size_t>(file->position + size);
  if (file->bytes.size() < end) file->bytes.resize(end);
  std::memcpy(file->bytes.data() + file->position, bytes, size);
  file->position += size;
  return LATTICE_OK;
}

lattice_status FakeFiles::read(lattice_file* handle, void* bytes, std::uint64_t size,
                               std::uint64_t* got) noexcept {
  auto* file = reinterpret_cast<File*>(handle);
  if (!file || !got || (!bytes && size > 0)) return LATTICE_ERR_ARGUMENT;
  *got = 0;
  const std::lock_guard lock(file->owner->mutex_);
  if (!file->owner->usable(file, "read")) return LATTICE_ERR_ARGUMENT;
  if (file->position >= file->bytes.size()) return LATTICE_OK;
  *got = std::min<std::uint64_t>(size, file->bytes.size() - file->position);
  if (*got > 0) std::memcpy(bytes, file->bytes.data() + file->position, *got);
  file->position += *got;
  return LATTICE_OK;
}

lattice_status FakeFiles::seek(lattice_file* handle, std::uint64_t position) noexcept {
  auto* file = reinterpret_cast<File*>(handle);
  if (!file || position > static_cast<std::uint64_t>(INT64_MAX)) return LATTICE_ERR_ARGUMENT;
  const std::lock_guard lock(file->owner->mutex_);
  if (!file->owner->usable(file, "seek")) return LATTICE_ERR_ARGUMENT;
  file->position = position;
  return LATTICE_OK;
}

std::uint64_t FakeFiles::size(lattice_file* handle) noexcept {
  auto* file = reinterpret_cast<File*>(handle);
  if (!file) return 0;
  const std::lock_guard lock(file->owner->mutex_);
  return file->owner->usable(file, "size") ? file->bytes.size() : 0;
}

lattice_status FakeFiles::commit(lattice_file* handle) noexcept {
  auto* file = reinterpret_cast<File*>(handle);
  if (!file) return LATTICE_ERR_ARGUMENT;
  FakeFiles& owner = *file->owner;
  const std::lock_guard lock(owner.mutex_);
  if (!owner.usable(file, "commit")) return LATTICE_ERR_ARGUMENT;
  file->gone = true;
  if (owner.fails(Call::kCommit) || file->broken) return LATTICE_ERR_IO;
  owner.committed_[file->path] = file->bytes;
  return LATTICE_OK;
}

void FakeFiles::discard(lattice_file* handle) noexcept {
  auto* file = reinterpret_cast<File*>(handle);
  if (!file) return;
  const std::lock_guard lock(file->owner->mutex_);
  if (file->owner->usable(file, "discard")) file->gone = true;
}

}  // namespace lattice::session::check
