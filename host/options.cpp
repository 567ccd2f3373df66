#include <cstdio>
#include <iostream>
#include <sstream>
#include <thread>

#include "host/cli.h"

namespace lattice::host {
namespace {

// Program_options takes the value of an option that may go without one only in the same
// word; people write "--stats json".
Arguments join_optional_values(const Arguments& arguments) {
  Arguments out;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--stats" && i + 1 < arguments.size() &&
        (arguments[i + 1] == "json" || arguments[i + 1] == "text"))
      out.push_back("--stats=" + arguments[++i]);
    else
      out.push_back(arguments[i]);
  }
  return out;
}

void print_help(const Syntax& syntax) {
  std::cout << "usage: lattice-host " << syntax.usage << "\n\n" << syntax.description << "\n\n"
            << syntax.options;
  if (syntax.examples[0] != '\0') std::cout << "\nExamples:\n" << syntax.examples;
}

}  // namespace

Result<Parsed> parse(Syntax& syntax, const Arguments& arguments) {
  syntax.options.add_options()("plugins", po::value<std::vector<std::string>>()->value_name("DIR"),
                               "folder with plugins, searched before the standard ones; repeatable")(
      "help,h", "show this text");
  po::options_description all;
  all.add(syntax.options);
  all.add_options()("word", po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add("word", -1);

  Parsed parsed;
  try {
    po::store(po::command_line_parser(join_optional_values(arguments))
                  .options(all)
                  .positional(positional)
                  .style(po::command_line_style::default_style &
                         ~po::command_line_style::allow_guessing)
                  .run(),
              parsed.values);
    po::notify(parsed.values);
  } catch (const po::error& e) {
    return fail(Code::usage, {}, std::string(e.what()) + "; see lattice-host " +
                                     std::string(syntax.usage).substr(0, std::string(syntax.usage).find(' ')) +
                                     " --help");
  }
  if (parsed.has("word")) parsed.words = parsed.get<std::vector<std::string>>("word");
  if (parsed.has("help")) {
    print_help(syntax);
    parsed.help = true;
  }
  return parsed;
}

void add_render_options(po::options_description& options) {
  options.add_options()("threads,j", po::value<int>()->value_name("N"),
                        "threads that render (default: as many as there are processors); the result "
                        "does not depend on it")(
      "assets-root", po::value<std::string>()->value_name("DIR"),
      "refuse to read images outside this folder")(
      "progress", po::value<std::string>()->default_value("auto")->value_name("auto|json|none"),
      "auto: a line on a terminal; json: a line per update on standard error")(
      "stats", po::value<std::string>()->implicit_value("text")->value_name("[text|json]"),
      "say at the end where the time went; json: as the last line of standard error")(
      "diagnostics", po::value<std::string>()->default_value("text")->value_name("text|json"),
      "how what is wrong with the composition is printed");
}

int thread_count(const Parsed& parsed) {
  if (parsed.has("threads")) return parsed.get<int>("threads");
  const unsigned processors = std::thread::hardware_concurrency();
  return processors == 0 ? 1 : static_cast<int>(processors);
}

}  // namespace lattice::host
