#include "export/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <system_error>

// Writes gather here before they reach the kernel: encoders write in small pieces.
constexpr std::size_t kBufferBytes = std::size_t{256} << 10;

// One open file, or an idle one waiting to be used again. Owned by its Files; used by one
// thread at a time, which is the plugin's promise.
struct lattice_file {
  lattice::exporter::Files* owner = nullptr;
  int fd = -1;
  std::string path;       // as the plugin gave it
  std::string temporary;  // absolute or relative to the process's folder, like the root
  std::string final_name;
  std::uint64_t position = 0;  // of the next read or write
  std::uint64_t end = 0;       // bytes in the file, pending ones included
  // Pending bytes [position - pending, position) of the file.
  std::size_t pending = 0;
  bool broken = false;  // a write failed: it can no longer be committed
  std::unique_ptr<std::byte[]> buffer;

  int write_at(const std::byte* from, std::size_t size, std::uint64_t at);
  int flush();
};

namespace lattice::exporter {
namespace {

// POSIX's own words, never translated: the same sentence in every locale.
std::string reason_text(int reason) {
  const char* text = strerrordesc_np(reason);
  return text ? text : "error " + std::to_string(reason);
}

const char* remedy(int reason) {
  switch (reason) {
    case ENOSPC:
    case EDQUOT: return "free some space or choose another folder";
    case EFBIG: return "the limit for the size of a file is reached; raise it or write less";
    case EACCES:
    case EPERM:
    case EROFS: return "choose a folder that you may write to";
    case ENOENT:
      return "no such folder can be made there, or something removed it; choose another path";
    case ENOTDIR:
    case EEXIST: return "something in the path is a file, not a folder; choose another path";
    case EISDIR: return "a folder has this name; remove it or choose another name";
    case EMFILE:
    case ENFILE: return "too many files are open; raise the limit (ulimit -n)";
    case ENAMETOOLONG: return "choose a shorter name";
    default: return "check the disk and the folder";
  }
}

std::string in_folder(const std::string& folder, std::string_view name) {
  return folder.empty() ? std::string(name) : folder + "/" + std::string(name);
}

std::string_view parent_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? std::string_view{} : path.substr(0, slash);
}

// ".lattice-<pid>-<n>-<name>.part": hidden, unique in the folder, and no image or video
// loader takes it for a result.
std::string temporary_name(std::string_view path) {
  static std::atomic<unsigned> next{0};
  constexpr std::size_t kLongestName = 180;  // the whole stays under NAME_MAX
  const auto slash = path.rfind('/');
  std::string_view name = slash == path.npos ? path : path.substr(slash + 1);
  name = name.substr(0, kLongestName);
  return ".lattice-" + std::to_string(::getpid()) + "-" + std::to_string(next++) + "-" +
         std::string(name) + ".part";
}

}  // namespace

Result<void> check_output_path(std::string_view path) {
  const auto refuse = [&](const char* why) {
    return fail(Code::output, "\"" + std::string(path) + "\"", why);
  };
  if (path.empty()) return refuse("an empty path names no file; give a name");
  if (path.find('\0') != path.npos) return refuse("the path holds a NUL byte; remove it");
  if (path.front() == '/')
    return refuse("an absolute path would leave the output folder; give a relative one");
  for (std::size_t at = 0; at <= path.size();) {
    const auto slash = std::min(path.find('/', at), path.size());
    const std::string_view element = path.substr(at, slash - at);
    if (element == "..") return refuse("\"..\" would leave the output folder; remove it");
    if (element == ".") return refuse("\".\" is no name; remove it");
    if (element.empty()) return refuse("an element between two '/' is empty; remove it");
    at = slash + 1;
  }
  return {};
}

Result<void> check_writable(const std::filesystem::path& root) {
  std::filesystem::path folder = root.empty() ? "." : root;
  struct stat info {};
  // The nearest that exists; the missing ones below it will be made.
  while (::stat(folder.c_str(), &info) != 0) {
    if (errno != ENOENT)
      return fail(Code::output, root.string(), reason_text(errno) + "; " + remedy(errno));
    const std::filesystem::path parent =
        folder.has_parent_path() ? folder.parent_path() : std::filesystem::path(".");
    if (parent == folder) return fail(Code::output, root.string(), remedy(ENOENT));
    folder = parent;
  }
  if (!S_ISDIR(info.st_mode))
    return fail(Code::output, root.string(),
                "\"" + folder.string() + "\" is a file, not a folder; choose another path");
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    return fail(Code::output, root.string(),
                "\"" + folder.string() + "\" cannot be written to: " + reason_text(errno) + "; " +
                    remedy(errno));
  return {};
}

// ---- The functions of lattice_files; none throws: memory that ends is a status. -------

namespace {

lattice_status write_entry(lattice_file* file, const void* data, std::uint64_t size) noexcept {
  if (!file || (!data && size > 0)) return LATTICE_ERR_ARGUMENT;
  if (file->broken) return LATTICE_ERR_IO;
  const auto* from = static_cast<const std::byte*>(data);
  int reason = 0;
  if (size > kBufferBytes - file->pending) reason = file->flush();
  if (reason == 0 && size >= kBufferBytes) {
    reason = file->write_at(from, size, file->position);
  } else if (reason == 0 && size > 0) {
    std::memcpy(file->buffer.get() + file->pending, from, size);
    file->pending += size;
  }
  if (reason != 0) {
    file->broken = true;
    return file->owner->fail_io("write", file->path, reason);
  }
  file->position += size;
  file->end = std::max(file->end, file->position);
  return LATTICE_OK;
}

lattice_status flushed(lattice_file* file) {
  if (file->broken) return LATTICE_ERR_IO;
  const int reason = file->flush();
  if (reason == 0) return LATTICE_OK;
  file->broken = true;
  return file->owner->fail_io("write", file->path, reason);
}

lattice_status read_entry(lattice_file* file, void* data, std::uint64_t size,
                          std::uint64_t* got) noexcept {
  if (!file || !got || (!data && size > 0)) return LATTICE_ERR_ARGUMENT;
  *got = 0;
  if (const lattice_status status = flushed(file); status != LATTICE_OK) return status;
  while (*got < size) {
    const ssize_t n = ::pread(file->fd, static_cast<std::byte*>(data) + *got, size - *got,
                              static_cast<off_t>(file->position));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return file->owner->fail_io("read", file->path, errno);
    if (n == 0) break;
    *got += static_cast<std::uint64_t>(n);
    file->position += static_cast<std::uint64_t>(n);
  }
  return LATTICE_OK;
}

lattice_status seek_entry(lattice_file* file, std::uint64_t position) noexcept {
  if (!file || position > static_cast<std::uint64_t>(INT64_MAX)) return LATTICE_ERR_ARGUMENT;
  if (const lattice_status status = flushed(file); status != LATTICE_OK) return status;
  file->position = position;
  return LATTICE_OK;
}

std::uint64_t size_entry(lattice_file* file) noexcept { return file ? file->end : 0; }

lattice_status commit_entry(lattice_file* file) noexcept {
  if (!file) return LATTICE_ERR_ARGUMENT;
  try {
    return file->owner->commit(file);
  } catch (const std::bad_alloc&) {
    return LATTICE_ERR_MEMORY;
  }
}

void discard_entry(lattice_file* file) noexcept {
  if (file) file->owner->discard(file);
}

}  // namespace

lattice_status Files::open_entry(const lattice_files* files, const char* path,
                                 lattice_file** out) noexcept {
  if (!files || !path || !out) return LATTICE_ERR_ARGUMENT;
  *out = nullptr;
  try {
    return static_cast<const Table*>(files)->owner->open(path, out);
  } catch (const std::bad_alloc&) {
    return LATTICE_ERR_MEMORY;
  }
}

Files::Files(std::filesystem::path root, std::shared_ptr<Folders> folders, WriteCall write)
    : root_(std::move(root)),
      folders_(folders ? std::move(folders) : std::make_shared<Folders>()),
      write_(write ? write : &::pwrite) {
  if (!root_.has_filename() && root_.has_relative_path()) root_ = root_.parent_path();  // "a/"
  if (root_.empty()) root_ = ".";
  static_cast<lattice_files&>(table_) = {
      sizeof(lattice_files), 0,           &open_entry,   &write_entry,  &read_entry,
      &seek_entry,           &size_entry, &commit_entry, &discard_entry};
  table_.owner = this;
}

Files::~Files() {
  for (const auto& file : all_)
    if (file->fd >= 0) discard(file.get());
}

void Files::Close::operator()(lattice_file* file) const { delete file; }

lattice_status Files::open(const char* path, lattice_file** out) {
  if (const auto good = check_output_path(path); !good) return refuse(good.error().text());
  const std::string relative = path;
  if (const int reason = folders_->make_for(root_.string(), relative))
    return fail_io("create", relative, reason);
  const std::string final_name = in_folder(root_.string(), relative);
  if (is_folder(final_name)) return fail_io("create", relative, EISDIR);

  // First everything that may run out of memory, then the file.
  lattice_file* file = take_idle();
  file->path = relative;
  file->final_name = final_name;
  do {  // a crashed process of the same number may have left its file behind
    file->temporary = in_folder(std::string(parent_of(final_name)), temporary_name(relative));
    file->fd = ::open(file->temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  } while (file->fd < 0 && (errno == EEXIST || errno == EINTR));
  if (file->fd < 0) {
    const int reason = errno;
    retire(file);
    return fail_io("create", relative, reason);
  }
  *out = file;
  return LATTICE_OK;
}

lattice_status Files::commit(lattice_file* file) {
  lattice_status status = flushed(file);
  // close() reports what a network file system could not write; Linux always closes.
  const bool closed = ::close(file->fd) == 0;
  file->fd = -1;
  if (status == LATTICE_OK && !closed) status = fail_io("write", file->path, errno);
  if (status == LATTICE_OK && ::rename(file->temporary.c_str(), file->final_name.c_str()) != 0)
    status = fail_io("name", file->path, errno);
  if (status == LATTICE_OK) {
    bytes_committed_ += file->end;
    const std::lock_guard lock(mutex_);
    committed_.push_back({file->path, file->end});
  } else {
    ::unlink(file->temporary.c_str());
  }
  retire(file);
  return status;
}

void Files::discard(lattice_file* file) {
  ::close(file->fd);
  file->fd = -1;
  ::unlink(file->temporary.c_str());
  retire(file);
}

bool Files::remove(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto is_it = [&](const Committed& c) { return c.path == path; };
  bool found = false;
  for (const Committed& c : committed_) {
    if (!is_it(c)) continue;
    bytes_committed_ -= c.bytes;
    found = true;
  }
  if (!found) return false;
  ::unlink(in_folder(root_.string(), path).c_str());
  std::erase_if(committed_, is_it);
  return true;
}

std::vector<std::string> Files::committed() const {
  std::vector<std::string> paths;
  {
    const std::lock_guard lock(mutex_);
    for (const Committed& c : committed_) paths.push_back(c.path);
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

// ---- Errors ---------------------------------------------------------------------------

std::string Files::take_error(bool of_any_thread) {
  const std::lock_guard lock(mutex_);
  const auto me = std::this_thread::get_id();
  auto found =
      std::find_if(errors_.begin(), errors_.end(), [me](const auto& e) { return e.first == me; });
  if (found == errors_.end() && of_any_thread && !errors_.empty()) found = errors_.end() - 1;
  if (found == errors_.end()) return {};
  std::string text = std::move(found->second);
  errors_.erase(found);
  return text;
}

// One sentence per thread: a plugin that tries again and again must not fill memory.
lattice_status Files::refuse(std::string sentence) {
  const std::lock_guard lock(mutex_);
  const auto me = std::this_thread::get_id();
  std::erase_if(errors_, [me](const auto& e) { return e.first == me; });
  errors_.emplace_back(me, std::move(sentence));
  return LATTICE_ERR_ARGUMENT;
}

lattice_status Files::fail_io(const char* action, const std::string& path, int reason) {
  try {
    refuse(std::string("cannot ") + action + " \"" + in_folder(root_.string(), path) +
           "\": " + reason_text(reason) + "; " + remedy(reason));
  } catch (const std::bad_alloc&) {
    return LATTICE_ERR_MEMORY;
  }
  return LATTICE_ERR_IO;
}

// ---- Open files -----------------------------------------------------------------------

lattice_file* Files::take_idle() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) {
    std::unique_ptr<lattice_file, Close> file(new lattice_file);
    file->owner = this;
    file->buffer.reset(new std::byte[kBufferBytes]);
    all_.push_back(std::move(file));
    idle_.reserve(all_.size());  // retire() must not fail
    idle_.push_back(all_.back().get());
  }
  lattice_file* file = idle_.back();
  idle_.pop_back();
  return file;
}

void Files::retire(lattice_file* file) {
  assert(file->fd < 0);
  file->position = file->end = 0;
  file->pending = 0;
  file->broken = false;
  const std::lock_guard lock(mutex_);
  idle_.push_back(file);
}

}  // namespace lattice::exporter

// All of it, or an errno.
int lattice_file::write_at(const std::byte* from, std::size_t size, std::uint64_t at) {
  while (size > 0) {
    const ssize_t n = owner->write_(fd, from, size, static_cast<off_t>(at));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return n < 0 ? errno : ENOSPC;
    from += n;
    size -= static_cast<std::size_t>(n);
    at += static_cast<std::uint64_t>(n);
  }
  return 0;
}

int lattice_file::flush() {
  const std::size_t size = pending;
  pending = 0;
  return write_at(buffer.get(), size, position - size);
}
