#include "session/scaffold.h"

#include <stdlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>
#include <utility>
#include <vector>

#include "plugin/locations.h"
#include "plugin/text_rules.h"

namespace lattice::session {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxNameBytes = 40;

// The name becomes a CMake target, and an author may well use it as an identifier.
constexpr auto kReservedNames = std::to_array<std::string_view>({"alignas",
                                                                 "alignof",
                                                                 "all",
                                                                 "and",
                                                                 "and_eq",
                                                                 "asm",
                                                                 "auto",
                                                                 "bitand",
                                                                 "bitor",
                                                                 "bool",
                                                                 "break",
                                                                 "case",
                                                                 "catch",
                                                                 "char",
                                                                 "char16_t",
                                                                 "char32_t",
                                                                 "char8_t",
                                                                 "class",
                                                                 "clean",
                                                                 "co_await",
                                                                 "co_return",
                                                                 "co_yield",
                                                                 "compl",
                                                                 "concept",
                                                                 "const",
                                                                 "const_cast",
                                                                 "consteval",
                                                                 "constexpr",
                                                                 "constinit",
                                                                 "continue",
                                                                 "decltype",
                                                                 "default",
                                                                 "delete",
                                                                 "depend",
                                                                 "do",
                                                                 "double",
                                                                 "dynamic_cast",
                                                                 "edit_cache",
                                                                 "else",
                                                                 "enum",
                                                                 "explicit",
                                                                 "export",
                                                                 "extern",
                                                                 "false",
                                                                 "float",
                                                                 "for",
                                                                 "friend",
                                                                 "goto",
                                                                 "help",
                                                                 "if",
                                                                 "inline",
                                                                 "install",
                                                                 "int",
                                                                 "long",
                                                                 "main",
                                                                 "mutable",
                                                                 "namespace",
                                                                 "new",
                                                                 "noexcept",
                                                                 "not",
                                                                 "not_eq",
                                                                 "nullptr",
                                                                 "operator",
                                                                 "or",
                                                                 "or_eq",
                                                                 "package",
                                                                 "package_source",
                                                                 "preinstall",
                                                                 "private",
                                                                 "protected",
                                                                 "public",
                                                                 "rebuild_cache",
                                                                 "register",
                                                                 "reinterpret_cast",
                                                                 "requires",
                                                                 "restrict",
                                                                 "return",
                                                                 "short",
                                                                 "signed",
                                                                 "sizeof",
                                                                 "static",
                                                                 "static_assert",
                                                                 "static_cast",
                                                                 "struct",
                                                                 "switch",
                                                                 "template",
                                                                 "test",
                                                                 "this",
                                                                 "thread_local",
                                                                 "throw",
                                                                 "true",
                                                                 "try",
                                                                 "typedef",
                                                                 "typeid",
                                                                 "typename",
                                                                 "union",
                                                                 "unsigned",
                                                                 "using",
                                                                 "virtual",
                                                                 "void",
                                                                 "volatile",
                                                                 "wchar_t",
                                                                 "while",
                                                                 "xor",
                                                                 "xor_eq"});
static_assert(std::is_sorted(kReservedNames.begin(), kReservedNames.end()));

Result<void> check_name(const std::string& name) {
  if (!plugin::is_param_id(name) || name.front() < 'a' || name.front() > 'z')
    return fail(Code::usage, {},
                "\"" + plugin::printable(name) +
                    "\" cannot be a name: lower-case letters, digits and _ only, a letter first, "
                    "such as \"film_grain\"");
  if (name.size() > kMaxNameBytes)
    return fail(Code::usage, {},
                "\"" + name + "\" is longer than " + std::to_string(kMaxNameBytes) +
                    " letters; choose a shorter name");
  if (std::binary_search(kReservedNames.begin(), kReservedNames.end(), name))
    return fail(Code::usage, {},
                "\"" + name +
                    "\" has a meaning in C, C++ or CMake; choose another name, such as \"" + name +
                    "_1\"");
  return {};
}

Result<void> check_id(const ScaffoldRequest& request) {
  if (plugin::is_kind_id(request.id) && request.id.ends_with("." + request.name)) return {};
  return fail(Code::usage, "--id",
              "\"" + plugin::printable(request.id) +
                  "\" is not lower-case words, digits and _ with dots between them that end in the "
                  "name; write it as \"com.example." +
                  request.name + "\"");
}

// "film_grain" is shown to people as "Film grain".
std::string label_of(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  name.front() = static_cast<char>(name.front() - 'a' + 'A');
  return name;
}

using Words = std::map<std::string, std::string, std::less<>>;

Words words_of(const ScaffoldRequest& request, const fs::path& prefix) {
  return {{"NAME", request.name},
          {"ID", request.id},
          {"LABEL", label_of(request.name)},
          {"KIND", std::string(ir::name_of(request.kind_class))},
          {"LANGUAGE", request.cpp ? "CXX" : "C"},
          {"SUFFIX", request.cpp ? "cpp" : "c"},
          {"PREFIX", shell_word(prefix.string())}};
}

// Every @WORD@ of `text` replaced; an '@' that begins none stays.
Result<std::string> filled(std::string_view text, const Words& words, const std::string& where) {
  std::string out;
  while (true) {
    const auto at = text.find('@');
    out += text.substr(0, at);
    if (at == text.npos) return out;
    text.remove_prefix(at + 1);
    const auto end = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
    if (end == 0 || end == text.npos || text[end] != '@') {
      out += '@';
      continue;
    }
    const auto word = words.find(text.substr(0, end));
    if (word == words.end())
      return fail(Code::output, where,
                  "holds @" + std::string(text.substr(0, end)) +
                      "@, which this version does not know; install Lattice again");
    out += word->second;
    text.remove_prefix(end + 1);
  }
}

struct File {
  fs::path path;  // relative to the new folder
  std::string content;
};

Failure incomplete(const fs::path& place) {
  return fail(Code::output, place.string(),
              "cannot be read; install Lattice again, its templates are incomplete");
}

Result<std::string> content_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) return incomplete(path);
  return content;
}

Result<void> add_layer(const fs::path& layer, const Words& words, std::vector<File>& files) {
  std::error_code error;
  for (fs::recursive_directory_iterator at(layer, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file(error)) continue;
    const std::string place = at->path().string();
    LATTICE_TRY_ASSIGN(const std::string raw, content_of(at->path()));
    LATTICE_TRY_ASSIGN(std::string content, filled(raw, words, place));
    LATTICE_TRY_ASSIGN(const std::string path,
                       filled(at->path().lexically_relative(layer).string(), words, place));
    files.push_back({path, std::move(content)});
  }
  if (error) return incomplete(layer);
  return {};
}

// What all plugins have, what all of the kind have, and the source in its language.
Result<std::vector<File>> files_of(const ScaffoldRequest& request, const fs::path& templates,
                                   const Words& words) {
  const fs::path kind = templates / std::string(ir::name_of(request.kind_class));
  std::vector<File> files;
  for (const fs::path& layer : {templates / "common", kind / "common", kind / words.at("SUFFIX")})
    LATTICE_TRY(add_layer(layer, words, files));
  return files;
}

Failure cannot_write(const fs::path& place, const std::error_code& error) {
  return fail(Code::output, place.string(),
              "cannot be written (" + error.message() +
                  "); choose with --dir a folder that may be written to and has space left");
}

// The new folder grows inside a temporary one beside its final place, which is deleted in
// the end, whatever happened.
class Draft {
 public:
  static Result<Draft> make(const fs::path& parent) {
    std::string path = (parent / ".lattice-new-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr)
      return cannot_write(parent, std::error_code(errno, std::generic_category()));
    return Draft(path);
  }
  Draft(Draft&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  Draft& operator=(Draft&&) = delete;
  ~Draft() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }

  Result<void> add(const File& file) const {
    const fs::path path = inner() / file.path;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    std::ofstream stream(path, std::ios::binary);
    stream << file.content;
    stream.close();
    if (stream) return {};
    return cannot_write(path_.parent_path() / file.path,
                        error ? error : std::make_error_code(std::errc::io_error));
  }

  // rename() itself refuses what is a file or a folder with something in it.
  Result<void> become(const fs::path& name) const {
    std::error_code error;
    fs::rename(inner(), name, error);
    if (error) return cannot_write(name, error);
    return {};
  }

 private:
  explicit Draft(fs::path path) : path_(std::move(path)) {}
  // mkdtemp() lets nobody else in; this one has the modes that the user's umask gives.
  fs::path inner() const { return path_ / "new"; }

  fs::path path_;
};

Result<void> check_place(const fs::path& parent, const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(parent, error))
    return fail(Code::usage, parent.string(),
                "is not a folder; make it, or name another with --dir");
  if (fs::symlink_status(folder, error).type() != fs::file_type::not_found)
    return fail(Code::usage, folder.string(),
                "is there already and stays as it is; choose another name, or another folder with "
                "--dir");
  return {};
}

}  // namespace

std::string shell_word(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._-+,:@%=").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return std::string(text);
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

fs::path standard_templates() { return plugin::install_prefix() / "share/lattice/templates"; }

Result<Scaffold> write_scaffold(const ScaffoldRequest& request, const fs::path& templates) {
  LATTICE_TRY(check_name(request.name));
  LATTICE_TRY(check_id(request));
  const fs::path parent = request.parent.empty() ? "." : request.parent;
  Scaffold out{parent == "." ? fs::path(request.name) : parent / request.name,
               plugin::install_prefix(), "src/" + request.name + (request.cpp ? ".cpp" : ".c")};
  LATTICE_TRY(check_place(parent, out.folder));
  LATTICE_TRY_ASSIGN(const std::vector<File> files,
                     files_of(request, templates, words_of(request, out.prefix)));
  LATTICE_TRY_ASSIGN(Draft draft, Draft::make(parent));
  for (const File& file : files) LATTICE_TRY(draft.add(file));
  LATTICE_TRY(draft.become(out.folder));
  return out;
}

}  // namespace lattice::session
