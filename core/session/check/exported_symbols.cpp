#include "session/check/exported_symbols.h"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

namespace lattice::session::check {
namespace {

using Bytes = std::vector<char>;

template <class T>
std::optional<T> read_at(const Bytes& file, std::uint64_t offset) {
  if (offset > file.size() || sizeof(T) > file.size() - offset) return std::nullopt;
  T out;
  std::memcpy(&out, file.data() + offset, sizeof out);
  return out;
}

std::string text_at(const Bytes& file, std::uint64_t offset) {
  if (offset >= file.size()) return {};
  const char* begin = file.data() + offset;
  return {begin, strnlen(begin, file.size() - offset)};
}

// Marks of the linker that older ones give to every library.
bool is_linkers_own(const std::string& name) {
  static constexpr const char* kMarks[] = {"_init", "_fini", "_edata", "_end", "__bss_start"};
  return std::find(std::begin(kMarks), std::end(kMarks), name) != std::end(kMarks);
}

bool is_offered(const Elf64_Sym& symbol) {
  const auto binding = ELF64_ST_BIND(symbol.st_info);
  const auto visibility = ELF64_ST_VISIBILITY(symbol.st_other);
  return symbol.st_shndx != SHN_UNDEF && binding != STB_LOCAL &&
         (visibility == STV_DEFAULT || visibility == STV_PROTECTED) &&
         ELF64_ST_TYPE(symbol.st_info) != STT_SECTION && symbol.st_shndx != SHN_ABS;
}

std::vector<std::string> names_in(const Bytes& file, const Elf64_Shdr& symbols,
                                  const Elf64_Shdr& strings) {
  std::vector<std::string> out;
  for (std::uint64_t at = 0; at + sizeof(Elf64_Sym) <= symbols.sh_size; at += sizeof(Elf64_Sym)) {
    const auto symbol = read_at<Elf64_Sym>(file, symbols.sh_offset + at);
    if (!symbol) break;
    if (!is_offered(*symbol)) continue;
    std::string name = text_at(file, strings.sh_offset + symbol->st_name);
    if (!is_linkers_own(name)) out.push_back(std::move(name));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Result<std::vector<std::string>> exported_symbols(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const Bytes file{std::istreambuf_iterator<char>(in), {}};
  const auto head = read_at<Elf64_Ehdr>(file, 0);
  if (!head) return fail(Code::plugin, path, "cannot be read; look at its permissions");
  for (std::uint64_t i = 0; i < head->e_shnum; ++i) {
    const auto section = read_at<Elf64_Shdr>(file, head->e_shoff + i * sizeof(Elf64_Shdr));
    if (!section || section->sh_type != SHT_DYNSYM) continue;
    const auto strings =
        read_at<Elf64_Shdr>(file, head->e_shoff + section->sh_link * sizeof(Elf64_Shdr));
    if (strings) return names_in(file, *section, *strings);
  }
  return fail(Code::plugin, path,
              "has no section headers, so its exports cannot be told; do not strip them");
}

}  // namespace lattice::session::check
