#include <iostream>

#include "host/cli.h"
#include "session/support.h"

namespace lattice::host {

int run_validate(const Arguments& arguments) {
  Syntax syntax{"validate SCENE [options]",
                "Loads and checks a composition without rendering it and prints everything that\n"
                "is wrong, each with its place. Images are not opened.",
                "  lattice-host validate scene.json\n"
                "  lattice-host validate scene.json --diagnostics json | jq .diagnostics\n",
                po::options_description("Options")};
  syntax.options.add_options()(
      "diagnostics", po::value<std::string>()->default_value("text")->value_name("text|json"),
      "json: one document on standard output");
  add_variable_options(syntax.options);
  auto parsed = parse(syntax, arguments);
  if (!parsed) return report(parsed.error());
  if (parsed->help) return kOk;
  if (parsed->words.size() != 1)
    return report(Error{Code::usage,
                        {},
                        parsed->words.empty() ? "which composition? Give the path of a .json file"
                                              : "one composition at a time; \"" + parsed->words[1] +
                                                    "\" is one word too many"});
  const auto style = choice(*parsed, "diagnostics", {"text", "json"});
  if (!style) return report(style.error());

  auto plugins = find_plugins(*parsed);
  if (!plugins) return report(plugins.error());
  Diagnostics diagnostics;
  const auto variables = given_variables(*parsed);
  if (!variables) return report(variables.error());
  const auto loaded =
      session::load(parsed->words[0], (*plugins)->catalog(), diagnostics, *variables);
  if (loaded) {
    const Diagnostics warnings = session::unrendered_parts(*loaded, Severity::warning);
    diagnostics.insert(diagnostics.end(), warnings.begin(), warnings.end());
  }
  const bool json = *style == "json";
  if (json || !diagnostics.empty()) report(diagnostics, json, json);
  if (!loaded) {
    if (!has_errors(diagnostics)) return report(loaded.error());
    return static_cast<int>(loaded.error().code);
  }
  if (!json) std::cout << parsed->words[0] << ": valid\n";
  return kOk;
}

}  // namespace lattice::host
