#include "host/run_job.h"
#include "session/outputs.h"

namespace lattice::host {
namespace {

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  while (begin <= list.size()) {
    const auto comma = std::min(list.find(',', begin), list.size());
    if (comma > begin) out.push_back(list.substr(begin, comma - begin));
    begin = comma + 1;
  }
  return out;
}

}  // namespace

int run_export(const Arguments& arguments) {
  Syntax syntax{
      "export SCENE --artifacts LIST -o FOLDER [options]",
      "Writes buffers of a composition, each in a folder of its own:\n"
      "FOLDER/rgba/frame_000000.exr, FOLDER/depth/frame_000000.exr, ...",
      "  lattice-host export scene.json --artifacts rgba,depth -o exports/\n"
      "  lattice-host export scene.json --artifacts depth --float-format npy -o exports/\n",
      po::options_description("Options")};
  syntax.options.add_options()("output,o", po::value<std::string>()->value_name("FOLDER"),
                               "folder for all of it")(
      "artifacts", po::value<std::string>()->value_name("LIST"),
      "what to export, separated by commas; see lattice-host plugins list")(
      "color-format", po::value<std::string>()->default_value("exr")->value_name("SINK"),
      "sink of artifacts made of colours, such as exr or png")(
      "float-format", po::value<std::string>()->default_value("exr")->value_name("SINK"),
      "sink of all others, such as exr or npy")(
      "artifact-param", po::value<std::vector<std::string>>()->value_name("A.K=V"),
      "a parameter of an artifact; see lattice-host plugins show ARTIFACT; repeatable");
  add_render_options(syntax.options);
  auto parsed = parse(syntax, arguments);
  if (!parsed) return report(parsed.error());
  if (parsed->help) return kOk;
  session::ExportRequest request;
  if (parsed->has("output")) request.output = parsed->get<std::string>("output");
  if (parsed->has("artifacts")) request.artifacts = split(parsed->get<std::string>("artifacts"));
  request.color_format = parsed->get<std::string>("color-format");
  request.float_format = parsed->get<std::string>("float-format");
  auto params = given_params(*parsed, "artifact-param");
  if (!params) return report(params.error());
  request.artifact_params = *std::move(params);

  const auto options = run_options(*parsed);
  if (!options) return report(options.error());
  bool reported = false;
  auto opened = open_scene(*parsed, reported);
  if (!opened) return reported ? static_cast<int>(opened.error().code) : report(opened.error());
  auto job = session::plan_export(request, *opened->session, *opened->plugins);
  if (!job) return report(job.error());
  return run_job(*std::move(job), *opened, *options, thread_count(*parsed));
}

}  // namespace lattice::host
