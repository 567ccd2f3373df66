#include "plugin/elf_file.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <vector>

namespace lattice::plugin {
namespace {

constexpr std::size_t kMaxNoteBytes = 65536;
constexpr std::size_t kMaxBuildIdBytes = 64;

#if defined(__x86_64__)
constexpr Elf64_Half kMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half kMachine = EM_AARCH64;
#else
#error "add the ELF machine number of this processor"
#endif

class File {
 public:
  explicit File(const std::string& path)
      : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    struct stat facts {};
    if (fd_ >= 0 && ::fstat(fd_, &facts) == 0 && S_ISREG(facts.st_mode))
      size_ = static_cast<std::uint64_t>(facts.st_size);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }

  bool is_open() const { return fd_ >= 0; }
  bool holds(std::uint64_t offset, std::uint64_t bytes) const {
    return offset <= size_ && bytes <= size_ - offset;
  }
  bool read(std::uint64_t offset, void* out, std::size_t bytes) const {
    if (!holds(offset, bytes)) return false;
    const ssize_t got = ::pread(fd_, out, bytes, static_cast<off_t>(offset));
    return got >= 0 && static_cast<std::size_t>(got) == bytes;
  }

 private:
  int fd_;
  std::uint64_t size_ = 0;
};

Failure refuse(std::string_view what) { return fail(Code::plugin, {}, what); }

std::string hex(const std::uint8_t* bytes, std::size_t count) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += kDigits[bytes[i] >> 4];
    out += kDigits[bytes[i] & 15];
  }
  return out;
}

// The build-id among the notes of one segment, or "". A note is a header, a name and a
// descriptor, the latter two padded to 4 bytes.
std::string build_id_in(const std::vector<std::uint8_t>& notes) {
  std::size_t at = 0;
  const auto padded = [](std::uint32_t n) { return (static_cast<std::size_t>(n) + 3) & ~3ull; };
  while (notes.size() - at >= sizeof(Elf64_Nhdr)) {
    Elf64_Nhdr note;
    std::memcpy(&note, notes.data() + at, sizeof note);
    at += sizeof note;
    const std::size_t name_bytes = padded(note.n_namesz), value_bytes = padded(note.n_descsz);
    if (name_bytes > notes.size() - at || value_bytes > notes.size() - at - name_bytes) return {};
    const std::uint8_t* name = notes.data() + at;
    if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && std::memcmp(name, "GNU", 4) == 0 &&
        note.n_descsz <= kMaxBuildIdBytes)
      return hex(name + name_bytes, note.n_descsz);
    at += name_bytes + value_bytes;
  }
  return {};
}

Result<void> check_header(const Elf64_Ehdr& head) {
  if (head.e_ident[EI_CLASS] != ELFCLASS64 || head.e_ident[EI_DATA] != ELFDATA2LSB ||
      head.e_machine != kMachine)
    return refuse("was built for another processor than this one");
  if (head.e_type != ET_DYN) return refuse("is an ELF file, but no shared library");
  if (head.e_phentsize != sizeof(Elf64_Phdr) || head.e_phnum == 0)
    return refuse("is a damaged ELF file: it has no program headers");
  return {};
}

Result<ElfFacts> read_segments(const File& file, const Elf64_Ehdr& head) {
  ElfFacts facts;
  for (std::uint64_t i = 0; i < head.e_phnum; ++i) {
    Elf64_Phdr segment;
    if (!file.read(head.e_phoff + i * sizeof segment, &segment, sizeof segment) ||
        !file.holds(segment.p_offset, segment.p_filesz))
      return refuse("is cut short: it ends before its own segments do");
    if (segment.p_type != PT_NOTE || segment.p_filesz > kMaxNoteBytes || !facts.build_id.empty())
      continue;
    std::vector<std::uint8_t> notes(segment.p_filesz);
    if (file.read(segment.p_offset, notes.data(), notes.size()))
      facts.build_id = build_id_in(notes);
  }
  return facts;
}

}  // namespace

Result<ElfFacts> read_elf(const std::string& path) {
  const File file(path);
  if (!file.is_open()) return refuse("cannot be read: " + std::generic_category().message(errno));
  std::array<char, SELFMAG> magic{};
  if (!file.read(0, magic.data(), magic.size()) || std::memcmp(magic.data(), ELFMAG, SELFMAG) != 0)
    return refuse("is not an ELF file");
  Elf64_Ehdr head{};
  if (!file.read(0, &head, sizeof head))
    return refuse("is cut short: it ends within its ELF header");
  LATTICE_TRY(check_header(head));
  if (head.e_shnum > 0 && !file.holds(head.e_shoff, std::uint64_t{head.e_shnum} * head.e_shentsize))
    return refuse("is cut short: it ends before its section headers do");
  return read_segments(file, head);
}

}  // namespace lattice::plugin
