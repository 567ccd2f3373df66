// `lattice-host new`: a folder with a plugin that builds and passes its own tests, made of the
// templates that are installed beside the program.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "ir/catalog.h"

namespace lattice::session {

struct ScaffoldRequest {
  ir::KindClass kind_class = ir::KindClass::effect;
  std::string name;                    // "glow": of the folder, the library and the kind
  std::string id;                      // "com.example.glow"
  bool cpp = false;                    // C++20, else C11
  std::filesystem::path parent = ".";  // where the new folder appears
};

struct Scaffold {
  std::filesystem::path folder;  // as the user would type it: parent/name
  std::filesystem::path prefix;  // of this installation, for find_package(LatticeSDK)
  std::string source;            // the file to edit first, relative to the folder
};

// <program>/../share/lattice/templates
std::filesystem::path standard_templates();

// Writes all files of the folder or nothing. Errors are Code::usage for a name, an id or a
// place that cannot be, and Code::output when something cannot be read or written.
Result<Scaffold> write_scaffold(const ScaffoldRequest& request,
                                const std::filesystem::path& templates);

// One word of a POSIX shell, quoted where it has to be.
std::string shell_word(std::string_view text);

}  // namespace lattice::session
