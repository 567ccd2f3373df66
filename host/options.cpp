#include <iostream>
#include <string_view>
#include <thread>

#include "base/suggest.h"
#include "host/cli.h"

namespace lattice::host {
namespace {

// --stats may stand alone. Program_options would let it swallow the word behind it, which
// may be the scene.
Arguments complete_stats(const Arguments& arguments) {
  Arguments out;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] != "--stats") {
      out.push_back(arguments[i]);
      continue;
    }
    const bool styled =
        i + 1 < arguments.size() && (arguments[i + 1] == "json" || arguments[i + 1] == "text");
    out.push_back("--stats=" + (styled ? arguments[++i] : std::string("text")));
  }
  return out;
}

std::string command_of(const Syntax& syntax) {
  const std::string_view usage = syntax.usage;
  return std::string(usage.substr(0, usage.find(' ')));
}

Failure misuse(const Syntax& syntax, const std::string& what) {
  return fail(Code::usage, {}, what + "; see lattice-host " + command_of(syntax) + " --help");
}

Failure unknown_option(const Syntax& syntax, const std::string& typed) {
  std::vector<std::string> names;
  for (const auto& option : syntax.options.options()) names.push_back("--" + option->long_name());
  const std::vector<std::string_view> known(names.begin(), names.end());
  if (const std::string_view near = nearest(typed, known); !near.empty())
    return fail(Code::usage, {},
                "unknown option \"" + typed + "\"; did you mean \"" + std::string(near) + "\"?");
  return misuse(syntax, "unknown option \"" + typed + "\"");
}

}  // namespace

Result<Parsed> parse(Syntax& syntax, const Arguments& arguments) {
  syntax.options.add_options()("plugins", po::value<std::vector<std::string>>()->value_name("DIR"),
                               "folder with plugins, searched before the standard ones; "
                               "repeatable")("help,h", "show this text");
  po::options_description all;
  all.add(syntax.options);
  all.add_options()("word", po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add("word", -1);

  Parsed parsed;
  try {
    po::store(
        po::command_line_parser(complete_stats(arguments))
            .options(all)
            .positional(positional)
            .style(po::command_line_style::default_style & ~po::command_line_style::allow_guessing)
            .run(),
        parsed.values);
    po::notify(parsed.values);
  } catch (const po::unknown_option& e) {
    return unknown_option(syntax, e.get_option_name());
  } catch (const po::invalid_option_value& e) {
    // Whatever is not text is a whole number.
    return misuse(syntax, e.get_option_name() + ": a whole number is expected");
  } catch (const po::error& e) {
    return misuse(syntax, e.what());
  }
  if (parsed.has("word")) parsed.words = parsed.get<std::vector<std::string>>("word");
  if (parsed.has("help")) {
    print_help(syntax, std::cout);
    parsed.help = true;
  }
  return parsed;
}

void add_variable_options(po::options_description& options) {
  options.add_options()("var", po::value<std::vector<std::string>>()->value_name("NAME=VALUE"),
                        "value of a variable of the composition, such as title=Hi, at=10,20 or "
                        "accent=#ff3366; repeatable")(
      "vars", po::value<std::vector<std::string>>()->value_name("FILE"),
      "JSON file with values for variables, {\"title\": \"Hi\"}; --var comes after it; "
      "repeatable");
}

void add_scene_options(po::options_description& options) {
  add_variable_options(options);
  options.add_options()("assets-root", po::value<std::string>()->value_name("DIR"),
                        "refuse to read images outside this folder")(
      "diagnostics", po::value<std::string>()->default_value("text")->value_name("text|json"),
      "how what is wrong with the composition is printed");
}

void add_render_options(po::options_description& options) {
  options.add_options()("threads,j", po::value<int>()->value_name("N"),
                        "threads that render (default: as many as there are processors); the "
                        "result does not depend on it")(
      "progress", po::value<std::string>()->default_value("auto")->value_name("auto|json|none"),
      "auto: a line on a terminal; json: a line per update on standard error")(
      "stats", po::value<std::string>()->value_name("[text|json]"),
      "say at the end where the time went; json: as the last line of standard error");
  add_scene_options(options);
}

Result<std::string> choice(const Parsed& parsed, const char* option,
                           std::initializer_list<const char*> choices) {
  if (!parsed.has(option)) return std::string();
  std::string given = parsed.get<std::string>(option);
  std::string list;
  for (const char* known : choices) {
    if (given == known) return given;
    list += (list.empty() ? "" : ", ") + std::string(known);
  }
  return fail(Code::usage, std::string("--") + option, "\"" + given + "\" is not one of " + list);
}

int thread_count(const Parsed& parsed) {
  if (parsed.has("threads")) return parsed.get<int>("threads");
  const unsigned processors = std::thread::hardware_concurrency();
  return processors == 0 ? 1 : static_cast<int>(processors);
}

}  // namespace lattice::host
