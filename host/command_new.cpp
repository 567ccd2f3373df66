#include <array>
#include <filesystem>
#include <iostream>

#include "base/suggest.h"
#include "host/cli.h"
#include "session/scaffold.h"

namespace lattice::host {
namespace {

constexpr std::array kKindClasses{ir::KindClass::effect, ir::KindClass::transition,
                                  ir::KindClass::artifact, ir::KindClass::sink};

Result<ir::KindClass> kind_class_named(const std::string& word) {
  std::vector<std::string_view> known;
  for (const ir::KindClass kind_class : kKindClasses) {
    known.push_back(ir::name_of(kind_class));
    if (word == known.back()) return kind_class;
  }
  return fail(Code::usage, {}, "\"" + word + "\" is no kind of plugin; " + suggestion(word, known));
}

Result<session::ScaffoldRequest> request_of(const Parsed& parsed) {
  if (parsed.words.size() != 2)
    return fail(Code::usage, {},
                "say what is to be made and its name, such as \"new effect glow\"; see "
                "lattice-host new --help");
  session::ScaffoldRequest request;
  LATTICE_TRY_ASSIGN(request.kind_class, kind_class_named(parsed.words[0]));
  request.name = parsed.words[1];
  request.id = parsed.has("id") ? parsed.get<std::string>("id") : "com.example." + request.name;
  request.cpp = parsed.has("cpp");
  if (parsed.has("dir")) request.parent = parsed.get<std::string>("dir");
  return request;
}

// Two libraries that offer the same kind cannot be used together; two kinds of one short name
// can, but then a composition has to write the full id.
Result<void> check_taken(const session::ScaffoldRequest& request, const ir::Catalog& catalog) {
  for (const ir::Kind& kind : catalog.kinds) {
    if (kind.kind_class != request.kind_class) continue;
    if (kind.id == request.id)
      return fail(Code::usage, "--id",
                  "\"" + request.id + "\" is offered by " + catalog.libraries[kind.library].path +
                      " already; choose another");
    if (kind.short_name() == request.name)
      std::cerr << "note: \"" << request.name << "\" is also the short name of " << kind.id
                << "; where both are loaded, say \"" << request.id << "\"\n";
  }
  return {};
}

void print_made(const session::ScaffoldRequest& request, const session::Scaffold& made) {
  const auto word = [](const std::filesystem::path& path) {
    return session::shell_word(path.string());
  };
  std::cout << made.folder.string() << ": " << ir::name_of(request.kind_class) << " " << request.id
            << ", in " << (request.cpp ? "C++" : "C") << "; begin with "
            << (made.folder / made.source).string() << "\n\n  cd " << word(made.folder)
            << "\n  cmake -B build -DCMAKE_PREFIX_PATH=" << word(made.prefix)
            << "\n  cmake --build build\n  ctest --test-dir build --output-on-failure\n\n"
            << "README.md says more.\n";
}

}  // namespace

int run_new(const Arguments& arguments) {
  Syntax syntax{"new effect|transition|artifact|sink NAME [options]",
                "Makes the folder NAME with a plugin to start from: source, CMake, tests and a\n"
                "README. It builds, and its tests pass, as it is.",
                "  lattice-host new effect glow\n"
                "  lattice-host new sink tiles --cpp --id org.you.tiles --dir plugins\n",
                po::options_description("Options")};
  syntax.options.add_options()("cpp", "in C++20 instead of C11")(
      "dir", po::value<std::string>()->value_name("DIR"),
      "where the folder is made (default: here)")(
      "id", po::value<std::string>()->value_name("ID"),
      "what compositions call it; ends in the name (default: com.example.NAME)");
  const auto parsed = parse(syntax, arguments);
  if (!parsed) return report(parsed.error());
  if (parsed->help) return kOk;
  const auto request = request_of(*parsed);
  if (!request) return report(request.error());
  const auto plugins = find_plugins(*parsed);
  if (!plugins) return report(plugins.error());
  if (const auto free = check_taken(*request, (*plugins)->catalog()); !free)
    return report(free.error());
  const auto made = session::write_scaffold(*request, session::standard_templates());
  if (!made) return report(made.error());
  print_made(*request, *made);
  return kOk;
}

}  // namespace lattice::host
