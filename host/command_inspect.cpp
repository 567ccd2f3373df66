#include <iostream>

#include "host/cli.h"

namespace lattice::host {
namespace {

Result<void> check_frame(std::int64_t frame, std::int64_t duration_frames) {
  if (frame >= 0 && frame < duration_frames) return {};
  return fail(Code::usage, "--frame",
              std::to_string(frame) + " is outside the composition, which has frames 0 to " +
                  std::to_string(duration_frames - 1));
}

// The normal form is the same for all frames and needs no picture.
Result<std::string> look_at_ir(const Parsed& parsed, std::int64_t frame, bool& reported) {
  LATTICE_TRY_ASSIGN(const Loaded loaded, load_scene(parsed, reported));
  LATTICE_TRY(check_frame(frame, loaded.composition.duration_frames));
  return session::inspect_ir(loaded.composition, loaded.plugins->catalog());
}

Result<std::string> look_at_frame(const Parsed& parsed, const std::string& stage,
                                  std::int64_t frame, bool& reported) {
  LATTICE_TRY_ASSIGN(const Opened opened, open_scene(parsed, reported, stage != "eval"));
  LATTICE_TRY(check_frame(frame, opened.session->duration_frames()));
  if (stage == "eval") return opened.session->inspect_eval(frame);
  return opened.session->inspect_plan(frame, parsed.has("depth"));
}

}  // namespace

int run_inspect(const Arguments& arguments) {
  Syntax syntax{"inspect SCENE --stage ir|eval|plan [--frame N] [options]",
                "Prints what a stage of the pipeline makes of a composition, as JSON: ir is the\n"
                "normal form, eval one frame's nodes and layers, plan the ops that render it.",
                "  lattice-host inspect scene.json --stage eval --frame 12\n"
                "  lattice-host inspect scene.json --stage plan --frame 12 --depth\n",
                po::options_description("Options")};
  syntax.options.add_options()("stage", po::value<std::string>()->value_name("ir|eval|plan"),
                               "which stage; ir is the same for all frames")(
      "frame", po::value<std::int64_t>()->default_value(0)->value_name("N"), "which frame")(
      "depth", "plan: with the ops of the depth plane");
  add_scene_options(syntax.options);
  auto parsed = parse(syntax, arguments);
  if (!parsed) return report(parsed.error());
  if (parsed->help) return kOk;
  const auto stage = choice(*parsed, "stage", {"ir", "eval", "plan"});
  if (!stage) return report(stage.error());
  if (stage->empty())
    return report(Error{Code::usage, {}, "which stage? Say --stage ir, eval or plan"});
  if (parsed->has("depth") && *stage != "plan")
    return report(Error{Code::usage, "--depth", "belongs to --stage plan; leave it out"});

  bool reported = false;
  const auto frame = parsed->get<std::int64_t>("frame");
  const auto text = *stage == "ir" ? look_at_ir(*parsed, frame, reported)
                                   : look_at_frame(*parsed, *stage, frame, reported);
  if (!text) return reported ? static_cast<int>(text.error().code) : report(text.error());
  std::cout << *text;
  return kOk;
}

}  // namespace lattice::host
