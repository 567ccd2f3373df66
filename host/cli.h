// What the commands of lattice-host share: options, messages, exit codes. Results go to
// standard output, everything else to standard error.
#pragma once
#include <boost/program_options.hpp>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "session/plugins.h"
#include "session/render_session.h"

namespace lattice::host {

namespace po = boost::program_options;

inline constexpr int kOk = 0;

// The words after the command's name.
using Arguments = std::vector<std::string>;

struct Command {
  const char* name;
  const char* summary;  // one line for the overview
  int (*run)(const Arguments& arguments);
};
int run_apply(const Arguments& arguments);
int run_export(const Arguments& arguments);
int run_fmt(const Arguments& arguments);
int run_frame(const Arguments& arguments);
int run_inspect(const Arguments& arguments);
int run_new(const Arguments& arguments);
int run_plugins(const Arguments& arguments);
int run_plugins_check(const Arguments& arguments);  // the words behind "plugins"
int run_render(const Arguments& arguments);
int run_validate(const Arguments& arguments);

// ---- options.cpp ----

// A command's command line. Positional words are the command's own; options may stand
// anywhere.
struct Syntax {
  const char* usage;        // "render SCENE -o FILE|FOLDER/ [options]"
  const char* description;  // a paragraph
  const char* examples;     // lines, may be empty
  po::options_description options;
};

struct Parsed {
  po::variables_map values;
  std::vector<std::string> words;
  bool help = false;  // --help was given and has been printed

  bool has(const char* option) const { return values.count(option) > 0; }
  template <class T>
  T get(const char* option) const {
    return values[option].as<T>();
  }
};

// --plugins and --help are added to every syntax.
Result<Parsed> parse(Syntax& syntax, const Arguments& arguments);

// --var --vars
void add_variable_options(po::options_description& options);
// Values of --var and --vars; files are read here.
Result<session::GivenVariables> given_variables(const Parsed& parsed);

// Those, and --assets-root --diagnostics
void add_scene_options(po::options_description& options);
// Those, and --threads --progress --stats.
void add_render_options(po::options_description& options);

// The option's value, one of `choices`; empty when it was not given.
Result<std::string> choice(const Parsed& parsed, const char* option,
                           std::initializer_list<const char*> choices);

// ---- help.cpp ----

void print_help(const Syntax& syntax, std::ostream& out);

// ---- report.cpp ----

// Prints "lattice-host: where: what" and gives the exit code that belongs to it.
int report(const Error& error);
// All of them, in order; as JSON where the user asked for it.
void report(const Diagnostics& diagnostics, bool as_json, bool to_standard_output);

// ---- opening ----

// Scans for plugins and prints a warning for each that was left out.
Result<std::unique_ptr<session::Plugins>> find_plugins(const Parsed& parsed);

struct Loaded {
  std::unique_ptr<session::Plugins> plugins;
  ir::Composition composition;
};
// Plugins and composition. Diagnostics of the composition are printed here, and `reported`
// tells that the error needs no line of its own.
Result<Loaded> load_scene(const Parsed& parsed, bool& reported);

struct Opened {
  std::unique_ptr<session::Plugins> plugins;
  std::unique_ptr<session::RenderSession> session;
};
// The same with the assets decoded and the plugins loaded.
Result<Opened> open_scene(const Parsed& parsed, bool& reported, bool renders = true);

int thread_count(const Parsed& parsed);

}  // namespace lattice::host
