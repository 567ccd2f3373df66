#include "assets/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace lattice::assets {
namespace {

namespace fs = std::filesystem;

Failure refuse(const std::string& what) { return fail(Code::asset, "", what); }

Failure refuse(int error, const std::string& path) {
  if (error == ENOENT || error == ENOTDIR)
    return refuse("the file does not exist; check the spelling of its source");
  if (error == EACCES || error == EPERM)
    return refuse("the file may not be read; allow reading it");
  if (error == ELOOP) return refuse("the file is a symbolic link that leads back to itself");
  return refuse("cannot be read (" + std::generic_category().message(error) + "); check the file " +
                path);
}

bool lies_inside(const fs::path& path, const fs::path& root) {
  const auto parts = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  return parts.first == root.end();
}

class File {
 public:
  // Without blocking, so that a pipe cannot hold up the session.
  explicit File(const std::string& path)
      : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// The size of what is open, if it is a file that could be a picture.
Result<std::size_t> check_kind(int descriptor, const std::string& path) {
  struct stat info {};
  if (::fstat(descriptor, &info) != 0) return refuse(errno, path);
  if (S_ISDIR(info.st_mode)) return refuse("is a folder; name a picture inside it");
  if (!S_ISREG(info.st_mode)) return refuse("is not a regular file; name a picture");
  if (info.st_size == 0) return refuse("the file is empty; replace it by a picture");
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size > kMaxFileBytes)
    return refuse("the file is larger than 1 GiB, the most that is read; use a smaller one");
  return size;
}

}  // namespace

Result<std::string> resolve_source(const std::string& path, const std::string& assets_root) {
  if (path.empty()) return refuse("the source is empty; name a picture");
  if (path.find('\0') != std::string::npos)
    return refuse("the source holds a zero character; correct its spelling");
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (error) return refuse(error.value(), path);
  if (assets_root.empty()) return real.string();
  const fs::path root = fs::canonical(assets_root, error);
  if (error)
    return refuse("the assets root " + assets_root + " cannot be opened (" + error.message() +
                  "); name an existing folder");
  if (!lies_inside(real, root))
    return refuse("lies outside the assets root " + root.string() +
                  "; move it inside or name another root");
  return real.string();
}

Result<std::vector<std::byte>> read_source(const std::string& path) {
  const File file(path);
  if (file.descriptor() < 0) return refuse(errno, path);
  LATTICE_TRY_ASSIGN(const std::size_t size, check_kind(file.descriptor(), path));
  std::vector<std::byte> bytes(size);
  std::size_t have = 0;
  while (have < size) {
    const ::ssize_t got = ::read(file.descriptor(), bytes.data() + have, size - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refuse(errno, path);
    if (got == 0) return refuse("the file shrank while it was read; try again");
    have += static_cast<std::size_t>(got);
  }
  return bytes;
}

}  // namespace lattice::assets
