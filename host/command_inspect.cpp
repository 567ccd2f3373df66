#include <cstdio>
#include <iostream>

#include "base/json_writer.h"
#include "host/cli.h"
#include "host/frames.h"
#include "session/format.h"

namespace lattice::host {
namespace {

// Which frames are asked for: one, as a text of many lines, or a list, a line each.
struct Asked {
  std::vector<FrameRun> runs;
  const char* option = "--frame";
  bool as_lines = false;
};

Result<Asked> asked_frames(const Parsed& parsed) {
  Asked out;
  if (!parsed.has("frames")) {
    const auto frame = parsed.get<std::int64_t>("frame");
    out.runs.push_back({frame, frame, 1});
    return out;
  }
  if (!parsed.values["frame"].defaulted())
    return fail(Code::usage, {}, "--frame and --frames exclude each other; keep one of them");
  LATTICE_TRY_ASSIGN(out.runs, parse_frames(parsed.get<std::string>("frames")));
  out.option = "--frames";
  out.as_lines = true;
  return out;
}

// How long each pass took; not part of the normal form, which is the same in every run.
void print_pass_stats(const ir::Composition& composition, bool as_json) {
  JsonWriter json(0);
  json.begin_object().key("passes").begin_array();
  for (const auto& pass : composition.passes) {
    if (!as_json) std::fprintf(stderr, "  %-16s %8.3f ms\n", pass.name, 1000 * pass.seconds);
    json.begin_object().member("name", pass.name).member("seconds", pass.seconds).end_object();
  }
  if (as_json) std::cerr << json.end_array().end_object().text() << "\n";
}

// The document and the normal form are the same for all frames and need no picture.
Result<std::string> look_at_composition(const Parsed& parsed, const std::string& stage,
                                        const Asked& asked, bool& reported) {
  LATTICE_TRY_ASSIGN(const std::string stats, choice(parsed, "stats", {"text", "json"}));
  LATTICE_TRY_ASSIGN(const Loaded loaded, load_scene(parsed, reported));
  LATTICE_TRY(check_frames(asked.runs, loaded.composition.duration_frames, asked.option));
  if (stage == "ir") {
    if (!stats.empty()) print_pass_stats(loaded.composition, stats == "json");
    return session::inspect_ir(loaded.composition, loaded.plugins->catalog());
  }
  Diagnostics diagnostics;  // none: it is valid
  LATTICE_TRY_ASSIGN(
      session::Formatted formatted,
      session::format(parsed.words[0], loaded.plugins->catalog(), false, diagnostics));
  return std::move(formatted.after);
}

// One session for all frames, each printed when it is there.
Result<void> print_frames(const Parsed& parsed, const std::string& stage, const Asked& asked,
                          bool& reported) {
  LATTICE_TRY_ASSIGN(const Opened opened, open_scene(parsed, reported, stage == "plan"));
  session::RenderSession& session = *opened.session;
  LATTICE_TRY(check_frames(asked.runs, session.duration_frames(), asked.option));
  session::Look look;
  look.on_one_line = asked.as_lines;
  if (parsed.has("node")) {
    LATTICE_TRY_ASSIGN(look.node, session.find_node(parsed.get<std::string>("node")));
  }
  for (const FrameRun& run : asked.runs)
    for (std::int64_t i = 0; i <= (run.last - run.first) / run.step && std::cout; ++i) {
      const std::int64_t frame = run.first + i * run.step;
      LATTICE_TRY_ASSIGN(const std::string text,
                         stage == "eval" ? session.inspect_eval(frame, look)
                         : stage == "layout"
                             ? session.inspect_layout(frame, look)
                             : session.inspect_plan(frame, parsed.has("depth"), look));
      std::cout << text;
    }
  return {};
}

// What does not fit together, before anything is opened.
Result<void> check_stage(const Parsed& parsed, const std::string& stage) {
  const auto belongs = [](const char* option, const char* stages) {
    return fail(Code::usage, option,
                "belongs to --stage " + std::string(stages) + "; leave it out");
  };
  if (stage.empty())
    return fail(Code::usage, {}, "which stage? Say --stage schema, ir, eval, layout or plan");
  const bool is_of_frame = stage != "schema" && stage != "ir";
  const bool has_nodes = stage == "eval" || stage == "layout";
  if (parsed.has("depth") && stage != "plan") return belongs("--depth", "plan");
  if (parsed.has("stats") && stage != "ir") return belongs("--stats", "ir");
  if (parsed.has("node") && !has_nodes) return belongs("--node", "eval or layout");
  if (parsed.has("frames") && !is_of_frame) return belongs("--frames", "eval, layout or plan");
  return {};
}

Result<void> look(const Parsed& parsed, const std::string& stage, bool& reported) {
  LATTICE_TRY(check_stage(parsed, stage));
  LATTICE_TRY_ASSIGN(const Asked asked, asked_frames(parsed));
  if (stage != "schema" && stage != "ir") return print_frames(parsed, stage, asked, reported);
  LATTICE_TRY_ASSIGN(const std::string text, look_at_composition(parsed, stage, asked, reported));
  std::cout << text;
  return {};
}

}  // namespace

int run_inspect(const Arguments& arguments) {
  Syntax syntax{"inspect SCENE --stage STAGE [--frame N] [options]",
                "Prints what a stage of the pipeline makes of a composition, as JSON: schema is\n"
                "its canonical form, as fmt writes it, ir the normal form, eval one frame's nodes\n"
                "and layers, layout its boxes, plan the ops that render it.",
                "  lattice-host inspect scene.json --stage eval --frame 12\n"
                "  lattice-host inspect scene.json --stage eval --frames 0:99 --node card\n"
                "  lattice-host inspect scene.json --stage plan --frame 12 --depth\n",
                po::options_description("Options")};
  syntax.options.add_options()("stage",
                               po::value<std::string>()->value_name("schema|ir|eval|layout|plan"),
                               "which stage; schema and ir are the same for all frames")(
      "frame", po::value<std::int64_t>()->default_value(0)->value_name("N"), "which frame")(
      "frames", po::value<std::string>()->value_name("LIST"),
      "several frames, a line each: 0:99, 1,3,7:10:2 (first:last:step, inclusive)")(
      "node", po::value<std::string>()->value_name("ID"),
      "eval, layout: this node only, with its units")("depth",
                                                      "plan: with the ops of the depth plane")(
      "stats", po::value<std::string>()->value_name("[text|json]"),
      "ir: say on standard error how long each pass took");
  add_scene_options(syntax.options);
  auto parsed = parse(syntax, arguments);
  if (!parsed) return report(parsed.error());
  if (parsed->help) return kOk;
  const auto stage = choice(*parsed, "stage", {"schema", "ir", "eval", "layout", "plan"});
  if (!stage) return report(stage.error());
  bool reported = false;
  const auto done = look(*parsed, *stage, reported);
  if (!done) return reported ? static_cast<int>(done.error().code) : report(done.error());
  return kOk;
}

}  // namespace lattice::host
