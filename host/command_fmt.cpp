#include <iostream>

#include "host/cli.h"
#include "session/format.h"

namespace lattice::host {
namespace {

constexpr int kWouldChange = 1;

// What becomes of the text; gives the exit code.
int deliver(const Parsed& parsed, const session::Formatted& formatted) {
  const std::string& scene = parsed.words[0];
  if (parsed.has("check")) {
    if (!formatted.changes()) return kOk;
    std::cerr << "lattice-host: " << scene << ": would change; lattice-host fmt --write"
              << (parsed.has("short") ? " --short" : "") << " changes it\n";
    return kWouldChange;
  }
  const bool in_place = parsed.has("write");
  if (!in_place && !parsed.has("output")) {
    std::cout << formatted.after;
    return kOk;
  }
  if (in_place && !formatted.changes()) return kOk;
  const auto written =
      session::write_text(in_place ? scene : parsed.get<std::string>("output"), formatted.after);
  return written ? kOk : report(written.error());
}

// At most one of them says where the text goes.
Result<void> check_words(const Parsed& parsed) {
  if (parsed.words.size() != 1)
    return fail(Code::usage, {},
                parsed.words.empty() ? "which composition? Give the path of a .json file"
                                     : "one composition at a time; \"" + parsed.words[1] +
                                           "\" is one word too many");
  const int targets = parsed.has("output") + parsed.has("write") + parsed.has("check");
  if (targets > 1)
    return fail(Code::usage, {}, "-o, --write and --check exclude each other; keep one");
  if (parsed.has("output") && parsed.get<std::string>("output").empty())
    return fail(Code::usage, "-o", "names no file; give a path");
  return {};
}

}  // namespace

int run_fmt(const Arguments& arguments) {
  Syntax syntax{"fmt SCENE [-o FILE | --write | --check] [options]",
                "Prints a composition in its canonical form: no shorthand, keys in the order of\n"
                "the reference. It means the same as before, and formatting it again changes\n"
                "nothing. Without -o, --write or --check it goes to standard output.",
                "  lattice-host fmt scene.json --write\n"
                "  lattice-host fmt scene.json --check && git commit\n",
                po::options_description("Options")};
  syntax.options.add_options()("output,o", po::value<std::string>()->value_name("FILE"),
                               "write to this file")("write", "write to the scene's own file")(
      "check", "write nothing; exit with 1 when the file would change")(
      "short", "shorthand wherever there is one, instead of the canonical form")(
      "diagnostics", po::value<std::string>()->default_value("text")->value_name("text|json"),
      "how what is wrong with the composition is printed");
  const auto parsed = parse(syntax, arguments);
  if (!parsed) return report(parsed.error());
  if (parsed->help) return kOk;
  if (const auto good = check_words(*parsed); !good) return report(good.error());
  const auto style = choice(*parsed, "diagnostics", {"text", "json"});
  if (!style) return report(style.error());
  const auto plugins = find_plugins(*parsed);
  if (!plugins) return report(plugins.error());

  Diagnostics diagnostics;
  const auto formatted =
      session::format(parsed->words[0], (*plugins)->catalog(), parsed->has("short"), diagnostics);
  if (!diagnostics.empty()) report(diagnostics, *style == "json", false);
  if (formatted) return deliver(*parsed, *formatted);
  return has_errors(diagnostics) ? static_cast<int>(formatted.error().code)
                                 : report(formatted.error());
}

}  // namespace lattice::host
