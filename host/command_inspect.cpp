#include <iostream>

#include "host/cli.h"

namespace lattice::host {

int run_inspect(const Arguments& arguments) {
  Syntax syntax{"inspect SCENE --stage ir|eval|plan [--frame N] [options]",
                "Prints what a stage of the pipeline makes of a composition, as JSON: ir is the\n"
                "normal form, eval one frame's nodes and layers, plan the ops that render it.",
                "  lattice-host inspect scene.json --stage eval --frame 12\n"
                "  lattice-host inspect scene.json --stage plan --frame 12 --depth\n",
                po::options_description("Options")};
  syntax.options.add_options()("stage", po::value<std::string>()->value_name("ir|eval|plan"),
                               "which stage")(
      "frame", po::value<std::int64_t>()->default_value(0)->value_name("N"), "which frame")(
      "depth", "plan: with the ops of the depth plane");
  auto parsed = parse(syntax, arguments);
  if (!parsed) return report(parsed.error());
  if (parsed->help) return kOk;
  const std::string stage = parsed->has("stage") ? parsed->get<std::string>("stage") : "";
  if (stage != "ir" && stage != "eval" && stage != "plan")
    return report(Error{Code::usage, "--stage",
                        (stage.empty() ? "name a stage" : "unknown stage \"" + stage + "\"") +
                            std::string(": ir, eval or plan")});
  bool reported = false;
  auto opened = open_scene(*parsed, reported);
  if (!opened) return reported ? static_cast<int>(opened.error().code) : report(opened.error());
  session::RenderSession& session = *opened->session;
  const auto frame = parsed->get<std::int64_t>("frame");
  if (frame < 0 || frame >= session.duration_frames())
    return report(Error{Code::usage, "--frame",
                        std::to_string(frame) + " is outside the composition, which has frames 0 to " +
                            std::to_string(session.duration_frames() - 1)});
  if (stage == "ir") {
    std::cout << session::inspect_ir(session.composition(), opened->plugins->catalog());
  } else if (stage == "eval") {
    std::cout << session.inspect_eval(frame);
  } else {
    auto plan = session.inspect_plan(frame, parsed->has("depth"));
    if (!plan) return report(plan.error());
    std::cout << *plan;
  }
  return kOk;
}

}  // namespace lattice::host
