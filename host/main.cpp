// lattice-host: the command line. Each command is in a file of its own.
#include <iostream>
#include <string_view>

#include "base/suggest.h"
#include "host/cli.h"
#include "host/process.h"

namespace lattice::host {
namespace {

constexpr Command kCommands[] = {
    {"render", "make a film or an image sequence of a composition", run_render},
    {"frame", "make one frame of it", run_frame},
    {"apply", "put one effect or transition on pictures", run_apply},
    {"export", "make buffers of it: colour, depth", run_export},
    {"validate", "say everything that is wrong with a composition", run_validate},
    {"fmt", "write a composition in its canonical form", run_fmt},
    {"inspect", "print a stage of the pipeline as JSON", run_inspect},
    {"new", "make a folder with a plugin to start from", run_new},
    {"plugins", "list the plugins, show one, or check one", run_plugins},
};

void print_overview(std::ostream& out) {
  out << "lattice-host " LATTICE_VERSION
         " compiles JSON compositions into films, image sequences and buffers.\n\n"
         "usage: lattice-host [--plugins DIR]... COMMAND ...\n\nCommands:\n";
  for (const Command& command : kCommands) {
    out << "  " << command.name << std::string(11 - std::string_view(command.name).size(), ' ')
        << command.summary << "\n";
  }
  out << "\nlattice-host COMMAND --help says more about one of them.\n"
         "Plugins are looked for in --plugins, LATTICE_PLUGIN_PATH and the installation.\n";
}

// An option that is none of the few that stand before a command.
int refuse_word(const std::string& word, const std::vector<std::string_view>& commands) {
  if (word == "--plugins")
    return report(Error{Code::usage, "--plugins", "a folder is expected behind it"});
  if (word.starts_with('-'))
    return report(Error{Code::usage,
                        {},
                        "unknown option \"" + word +
                            "\"; before the command only --plugins DIR, --help and --version may "
                            "stand"});
  return report(
      Error{Code::usage, {}, "unknown command \"" + word + "\"; " + suggestion(word, commands)});
}

// --plugins DIR may stand before the command; it is handed on to it.
int run(Arguments arguments) {
  Arguments before;
  std::size_t at = 0;
  while (at < arguments.size()) {
    if (arguments[at] == "--plugins" && at + 1 < arguments.size()) {
      before.push_back(arguments[at]);
      before.push_back(arguments[at + 1]);
      at += 2;
    } else if (arguments[at].starts_with("--plugins=")) {
      before.push_back(arguments[at++]);
    } else {
      break;
    }
  }
  if (at == arguments.size()) {
    print_overview(std::cerr);
    return static_cast<int>(Code::usage);
  }
  const std::string& name = arguments[at];
  if (name == "help" && at + 1 < arguments.size())
    return run({arguments[at + 1], "--help"});  // "help render"
  if (name == "--help" || name == "-h" || name == "help") {
    print_overview(std::cout);
    return kOk;
  }
  if (name == "--version") {
    std::cout << "lattice-host " LATTICE_VERSION "\n";
    return kOk;
  }
  std::vector<std::string_view> known;
  for (const Command& command : kCommands) {
    known.push_back(command.name);
    if (name != command.name) continue;
    Arguments rest(arguments.begin() + static_cast<std::ptrdiff_t>(at) + 1, arguments.end());
    rest.insert(rest.end(), before.begin(), before.end());
    return command.run(rest);
  }
  return refuse_word(name, known);
}

// What was printed may still wait in the stream's buffer, and the disk behind it be full.
int flushed(int exit_code) {
  if (std::cout.flush() || exit_code != kOk) return exit_code;
  return report(Error{Code::output, "standard output",
                      "cannot be written to; make sure that there is space left"});
}

}  // namespace
}  // namespace lattice::host

int main(int argc, char** argv) {
  lattice::host::prepare_process();
  try {
    return lattice::host::flushed(lattice::host::run({argv + 1, argv + argc}));
  } catch (const std::exception& e) {
    // Nothing is expected to get here but a lack of memory.
    std::cerr << "lattice-host: " << e.what() << "\n";
    return static_cast<int>(lattice::Code::render);
  }
}
