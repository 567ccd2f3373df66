// render and frame: the artifact rgba through one sink.
#include "host/run_job.h"
#include "session/outputs.h"

namespace lattice::host {
namespace {

void add_sink_options(po::options_description& options) {
  options.add_options()("output,o", po::value<std::string>()->value_name("PATH"),
                        "file, whose extension picks the sink, or a folder for an image sequence")(
      "sink", po::value<std::string>()->value_name("NAME"),
      "the sink, whatever the extension; see lattice-host plugins list")(
      "sink-param", po::value<std::vector<std::string>>()->value_name("NAME=VALUE"),
      "a parameter of the sink; see lattice-host plugins show SINK; repeatable");
}

int run_picture(Syntax& syntax, const Arguments& arguments, bool one_frame) {
  auto parsed = parse(syntax, arguments);
  if (!parsed) return report(parsed.error());
  if (parsed->help) return kOk;
  session::RenderRequest request;
  if (parsed->has("output")) request.output = parsed->get<std::string>("output");
  if (parsed->has("sink")) request.sink = parsed->get<std::string>("sink");
  auto params = given_params(*parsed, "sink-param");
  if (!params) return report(params.error());
  request.sink_params = *std::move(params);
  if (one_frame) {
    if (!parsed->has("frame"))
      return report(Error{Code::usage, {}, "which frame? Say --frame N; the first one is 0"});
    request.frame = parsed->get<std::int64_t>("frame");
  }
  const auto options = run_options(*parsed);
  if (!options) return report(options.error());
  bool reported = false;
  auto opened = open_scene(*parsed, reported);
  if (!opened) return reported ? static_cast<int>(opened.error().code) : report(opened.error());
  auto job = session::plan_render(request, *opened->session, *opened->plugins);
  if (!job) return report(job.error());
  return run_job(*std::move(job), *opened, *options, thread_count(*parsed));
}

}  // namespace

int run_render(const Arguments& arguments) {
  Syntax syntax{"render SCENE -o FILE|FOLDER/ [options]",
                "Renders all frames of a composition. Files get their names when they are whole;\n"
                "Ctrl-C finishes the frames in flight and leaves no half-written file.",
                "  lattice-host render scene.json -o film.mp4 --sink-param crf=16\n"
                "  lattice-host render scene.json -o frames/\n"
                "  lattice-host render scene.json --sink null --stats\n",
                po::options_description("Options")};
  add_sink_options(syntax.options);
  add_render_options(syntax.options);
  return run_picture(syntax, arguments, false);
}

int run_frame(const Arguments& arguments) {
  Syntax syntax{
      "frame SCENE --frame N -o FILE [options]",
      "Renders one frame: straight sRGB as .png, premultiplied linear light as .exr, the\n"
      "premultiplied surface as it is composited as .npy.",
      "  lattice-host frame scene.json --frame 45 -o still.png\n",
      po::options_description("Options")};
  syntax.options.add_options()("frame", po::value<std::int64_t>()->value_name("N"),
                               "which frame; the first one is 0");
  add_sink_options(syntax.options);
  add_render_options(syntax.options);
  return run_picture(syntax, arguments, true);
}

}  // namespace lattice::host
