#include <iostream>

#include "host/cli.h"

namespace lattice::host {

int run_plugins(const Arguments& arguments) {
  if (!arguments.empty() && arguments[0] == "check") return run_plugins_check(arguments);
  Syntax syntax{"plugins list | show KIND | check FILE.so [options]",
                "list prints every effect, transition, artifact and sink that was found; show\n"
                "prints one with its parameters, by short name or full id; check holds a library\n"
                "against the rules for plugins (plugins check --help says more).",
                "  lattice-host plugins list\n"
                "  lattice-host plugins show blur\n"
                "  lattice-host plugins show glow --plugin build/glow.so\n"
                "  lattice-host plugins check glow.so\n",
                po::options_description("Options")};
  syntax.options.add_options()("json", "list: print JSON")(
      "plugin", po::value<std::vector<std::string>>()->value_name("FILE.so"),
      "a plugin library, such as one just built; it wins over all others; repeatable")(
      "rescan", "look at every file again instead of trusting the cache");
  auto parsed = parse(syntax, arguments);
  if (!parsed) return report(parsed.error());
  if (parsed->help) return kOk;
  const auto& words = parsed->words;
  const bool list = words.size() == 1 && words[0] == "list";
  const bool show = words.size() == 2 && words[0] == "show";
  if (!list && !show)
    return report(
        Error{Code::usage,
              {},
              "say \"plugins list\", \"plugins show KIND\" or \"plugins check FILE.so\"; see "
              "lattice-host plugins --help"});
  if (show && parsed->has("json"))
    return report(Error{Code::usage, "--json", "belongs to plugins list; leave it out"});
  auto plugins = find_plugins(*parsed);
  if (!plugins) return report(plugins.error());
  if (list) {
    if ((*plugins)->catalog().kinds.empty())
      std::cerr << "note: no plugins were found; name their folder with --plugins or "
                   "LATTICE_PLUGIN_PATH, or install Lattice again\n";
    std::cout << (parsed->has("json") ? (*plugins)->json() : (*plugins)->table());
    return kOk;
  }
  auto page = (*plugins)->page(words[1]);
  if (!page) return report(page.error());
  std::cout << *page;
  return kOk;
}

}  // namespace lattice::host
