// apply: one effect or transition on pictures.
#include <charconv>
#include <cmath>
#include <type_traits>

#include "host/run_job.h"
#include "session/apply.h"
#include "session/outputs.h"

namespace lattice::host {
namespace {

void add_apply_options(po::options_description& options) {
  options.add_options()("output,o", po::value<std::string>()->value_name("FILE"),
                        "the result, as large as the first picture; the extension picks the sink")(
      "param", po::value<std::vector<std::string>>()->value_name("NAME=VALUE"),
      "a parameter; see lattice-host plugins show KIND; repeatable")(
      "progress", po::value<std::string>()->value_name("P"),
      "transitions: how far it has gone, from 0 to 1 (default: 0.5)")(
      "plugin", po::value<std::vector<std::string>>()->value_name("FILE.so"),
      "a plugin library, such as one just built; it wins over all others; repeatable")(
      "frame", po::value<std::int64_t>()->value_name("N"),
      "effects: the frame that it sees, from 0 (default: 0)")(
      "fps", po::value<std::string>()->value_name("RATE"),
      "frames per second: 24, 23.976 or 30000/1001 (default: 30)")(
      "seed", po::value<std::string>()->value_name("N"), "of what is random (default: 0)")(
      "working", po::value<std::string>()->value_name("SPACE"),
      "the working space (default: srgb8)")(
      "threads,j", po::value<int>()->value_name("N"),
      "threads that render (default: as many as there are processors); the result does not "
      "depend on it");
}

template <class Number>
Result<Number> number_option(const Parsed& parsed, const char* option, const char* expected) {
  const std::string text = parsed.get<std::string>(option);
  Number out{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if constexpr (std::is_floating_point_v<Number>) {
    // Spelled as a number, but nan, or one that there is no double for, such as 1e-400.
    if (error == std::errc::result_out_of_range || !std::isfinite(out))
      return fail(Code::usage, std::string("--") + option,
                  "\"" + text + "\" cannot be computed with; give " + expected);
  }
  if (error != std::errc{} || end != text.data() + text.size())
    return fail(Code::usage, std::string("--") + option, "\"" + text + "\" is not " + expected);
  return out;
}

Result<session::ApplyRequest> request_of(const Parsed& parsed) {
  if (parsed.words.size() < 2)
    return fail(Code::usage, {},
                parsed.words.empty()
                    ? "apply what? Name an effect or a transition; lattice-host "
                      "plugins list shows them"
                    : "apply \"" + parsed.words[0] + "\" to what? Name a picture behind it");
  session::ApplyRequest request;
  request.kind = parsed.words[0];
  request.pictures.assign(parsed.words.begin() + 1, parsed.words.end());
  LATTICE_TRY_ASSIGN(request.params, given_params(parsed, "param"));
  if (parsed.has("progress")) {
    LATTICE_TRY_ASSIGN(request.progress,
                       number_option<double>(parsed, "progress", "a number from 0 to 1"));
  }
  if (parsed.has("seed")) {
    LATTICE_TRY_ASSIGN(request.seed,
                       number_option<std::uint64_t>(
                           parsed, "seed", "a whole number from 0 to 18446744073709551615"));
  }
  if (parsed.has("frame")) request.frame = parsed.get<std::int64_t>("frame");
  if (parsed.has("fps")) request.fps = parsed.get<std::string>("fps");
  if (parsed.has("working")) request.working = parsed.get<std::string>("working");
  return request;
}

Result<int> checked_threads(const Parsed& parsed) {
  const int threads = thread_count(parsed);
  if (threads < 1 || threads > 1024)
    return fail(Code::usage, "--threads", "a number from 1 to 1024 is expected");
  return threads;
}

// What is wrong with the request is printed here, one line each.
Result<session::Applied> open_reported(const session::ApplyRequest& request,
                                       session::Plugins& plugins, int threads, bool& reported) {
  session::SessionOptions options;
  options.threads = threads;
  Diagnostics diagnostics;
  auto applied = session::open_applied(request, plugins, options, diagnostics);
  for (const Diagnostic& found : diagnostics) report(Error{Code::usage, {}, found.text()});
  reported = has_errors(diagnostics);
  return applied;
}

Result<int> apply(const Parsed& parsed) {
  LATTICE_TRY_ASSIGN(const session::ApplyRequest request, request_of(parsed));
  LATTICE_TRY_ASSIGN(const int threads, checked_threads(parsed));
  session::RenderRequest output;
  if (parsed.has("output")) output.output = parsed.get<std::string>("output");
  if (output.output.empty())
    return fail(Code::usage, {}, "nowhere to write to; say where with -o FILE");
  Opened opened;
  LATTICE_TRY_ASSIGN(opened.plugins, find_plugins(parsed));
  bool reported = false;
  auto applied = open_reported(request, *opened.plugins, threads, reported);
  if (!applied && reported) return static_cast<int>(applied.error().code);
  if (!applied) return fail(std::move(applied).error());
  opened.session = std::move(applied->session);
  output.frame = applied->frame;
  LATTICE_TRY_ASSIGN(exporter::Job job,
                     session::plan_render(output, *opened.session, *opened.plugins));
  RunOptions quietly;
  quietly.progress = "none";
  return run_job(std::move(job), opened, quietly, threads);
}

}  // namespace

int run_apply(const Arguments& arguments) {
  Syntax syntax{"apply KIND PICTURE... -o FILE [options]",
                "Puts one effect or transition on pictures (PNG, JPEG), without a composition. An\n"
                "effect takes a picture for each of its ports, in their order; a transition takes\n"
                "the picture before and the one after. Says nothing when all went well.",
                "  lattice-host apply blur --param sigma=4 in.png -o out.png\n"
                "  lattice-host apply wipe --progress 0.3 before.png after.png -o out.png\n"
                "  lattice-host apply com.example.glow --plugin build/glow.so in.png -o out.png\n",
                po::options_description("Options")};
  add_apply_options(syntax.options);
  auto parsed = parse(syntax, arguments);
  if (!parsed) return report(parsed.error());
  if (parsed->help) return kOk;
  const auto code = apply(*parsed);
  return code ? *code : report(code.error());
}

}  // namespace lattice::host
