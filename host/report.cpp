#include <iostream>

#include "base/json_writer.h"
#include "host/cli.h"

namespace lattice::host {

int report(const Error& error) {
  std::cerr << "lattice-host: " << error.text() << "\n";
  return static_cast<int>(error.code);
}

void report(const Diagnostics& diagnostics, bool as_json, bool to_standard_output) {
  std::ostream& out = to_standard_output ? std::cout : std::cerr;
  if (as_json) {
    JsonWriter json;
    write_diagnostics(json, diagnostics);
    out << json.text() << "\n";
    return;
  }
  static constexpr const char* kPrefix[] = {"error: ", "warning: ", "note: "};
  for (const Diagnostic& d : diagnostics)
    out << kPrefix[static_cast<int>(d.severity)] << d.text() << "\n";
}

Result<std::unique_ptr<session::Plugins>> find_plugins(const Parsed& parsed) {
  session::PluginOptions options;
  if (parsed.has("plugin")) options.files = parsed.get<std::vector<std::string>>("plugin");
  if (parsed.has("plugins")) options.folders = parsed.get<std::vector<std::string>>("plugins");
  options.rescan = parsed.has("rescan");
  auto plugins = session::Plugins::find(options);
  if (plugins) report((*plugins)->refusals(), false, false);
  return plugins;
}

namespace {

// Prints what was found; true when that names an error, which then needs no line of its own.
bool report_findings(const Parsed& parsed, const Diagnostics& diagnostics) {
  if (diagnostics.empty()) return false;
  report(diagnostics, parsed.has("diagnostics") && parsed.get<std::string>("diagnostics") == "json",
         false);
  return has_errors(diagnostics);
}

}  // namespace

Result<Loaded> load_scene(const Parsed& parsed, bool& reported) {
  if (parsed.words.size() != 1)
    return fail(Code::usage, {},
                parsed.words.empty() ? "which composition? Give the path of a .json file"
                                     : "one composition at a time; \"" + parsed.words[1] +
                                           "\" is one word too many");
  LATTICE_TRY_ASSIGN(const std::string style, choice(parsed, "diagnostics", {"text", "json"}));
  Loaded loaded;
  LATTICE_TRY_ASSIGN(loaded.plugins, find_plugins(parsed));
  Diagnostics diagnostics;
  LATTICE_TRY_ASSIGN(const auto variables, given_variables(parsed));
  auto composition =
      session::load(parsed.words[0], loaded.plugins->catalog(), diagnostics, variables);
  reported = report_findings(parsed, diagnostics);
  if (!composition) return fail(std::move(composition).error());
  loaded.composition = *std::move(composition);
  return loaded;
}

Result<Opened> open_scene(const Parsed& parsed, bool& reported, bool renders) {
  if (parsed.has("threads") && (thread_count(parsed) < 1 || thread_count(parsed) > 1024))
    return fail(Code::usage, "--threads", "a number from 1 to 1024 is expected");
  LATTICE_TRY_ASSIGN(Loaded loaded, load_scene(parsed, reported));
  session::SessionOptions options;
  options.renders = renders;
  options.threads = thread_count(parsed);
  LATTICE_TRY_ASSIGN(options.variables, given_variables(parsed));
  if (parsed.has("assets-root")) options.assets_root = parsed.get<std::string>("assets-root");
  Opened opened;
  opened.plugins = std::move(loaded.plugins);
  Diagnostics diagnostics;
  auto session = session::RenderSession::open(std::move(loaded.composition), *opened.plugins,
                                              options, diagnostics);
  reported = report_findings(parsed, diagnostics);
  if (!session) return fail(std::move(session).error());
  opened.session = *std::move(session);
  return opened;
}

}  // namespace lattice::host
