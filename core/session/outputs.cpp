#include "session/outputs.h"

#include <algorithm>
#include <filesystem>

namespace lattice::session {
namespace {

namespace fs = std::filesystem;

// A kind that the command line names; a wrong name there is a wrong command line.
Result<ir::KindId> find(const ir::Catalog& catalog, ir::KindClass kind_class,
                        const std::string& name) {
  auto found = catalog.find(kind_class, name);
  if (found) return *found;
  Error error = std::move(found).error();
  if (error.code == Code::invalid) error.code = Code::usage;
  return fail(std::move(error));
}

// Without the dot, in ASCII lower case.
std::string lower_extension(const std::string& output) {
  // Not fs::path::extension(): to it ".mp4" is a name without one.
  const std::string name = fs::path(output).filename().string();
  const auto dot = name.rfind('.');
  std::string extension = dot == name.npos ? "" : name.substr(dot + 1);
  std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  return extension;
}

// Ends with '/', is one already, or has no extension and is nothing else already.
bool is_folder(const std::string& output) {
  std::error_code ignored;
  return output.back() == '/' || fs::is_directory(output, ignored) ||
         (lower_extension(output).empty() && !fs::exists(output, ignored));
}

// A folder that was named like a film is more likely a mistake than a wish.
bool is_misnamed_folder(const std::string& output, const ir::Catalog& catalog) {
  return output.back() != '/' && is_folder(output) &&
         !catalog.sinks_for_extension(lower_extension(output)).empty();
}

bool writes_files(const ir::Kind& sink) { return (sink.flags & LATTICE_SINK_NO_FILES) == 0; }
bool file_per_frame(const ir::Kind& sink) {
  return (sink.flags & LATTICE_SINK_FILE_PER_FRAME) != 0;
}

std::string known_extensions(const ir::Catalog& catalog) {
  std::string out;
  for (const ir::Kind& kind : catalog.kinds)
    for (const std::string& extension : kind.extensions)
      out += (out.empty() ? "." : ", .") + extension;
  return out;
}

Result<ir::KindId> sink_of(const RenderRequest& request, const ir::Catalog& catalog) {
  if (!request.sink.empty()) return find(catalog, ir::KindClass::sink, request.sink);
  if (is_folder(request.output)) return find(catalog, ir::KindClass::sink, "png");
  const std::string extension = lower_extension(request.output);
  const std::vector<ir::KindId> sinks = catalog.sinks_for_extension(extension);
  if (sinks.size() == 1) return sinks.front();
  if (sinks.size() > 1)
    return fail(Code::usage, request.output,
                "." + extension + " is written by " + catalog[sinks[0]].id + " and " +
                    catalog[sinks[1]].id + "; say which with --sink");
  const std::string known = known_extensions(catalog);
  return fail(Code::plugin, request.output,
              "no sink writes ." + extension + " files; " +
                  (known.empty() ? "no sinks were found, see --plugins" : "known: " + known));
}

// Where the files of a render go, and whether they fit the sink.
Result<void> place_files(const RenderRequest& request, const ir::Kind& sink,
                         const RenderSession& session, const Plugins& plugins, exporter::Job& job) {
  exporter::ArtifactSpec& spec = job.artifacts.front();
  if (!writes_files(sink)) {
    job.root = ".";
    return {};
  }
  if (request.output.empty())
    return fail(
        Code::usage, {},
        "the sink \"" + std::string(sink.short_name()) + "\" writes files; say where with -o");
  if (is_misnamed_folder(request.output, plugins.catalog()))
    return fail(Code::usage, request.output,
                "is a folder; write " + request.output +
                    "/ for an image sequence in it, or name another file");
  const bool folder = is_folder(request.output);
  if (folder && !file_per_frame(sink))
    return fail(Code::usage, request.output,
                "the sink \"" + std::string(sink.short_name()) +
                    "\" writes one file; give it a name, such as -o " +
                    (fs::path(request.output) / "out").string() + "." + sink.extensions.front());
  if (folder && request.frame)
    return fail(Code::usage, request.output,
                "one frame goes into one file; give it a name, such as -o " +
                    (fs::path(request.output) / "frame.png").string());
  if (!folder && file_per_frame(sink) && !request.frame && session.duration_frames() > 1)
    return fail(Code::usage, request.output,
                "the sink \"" + std::string(sink.short_name()) +
                    "\" writes a file per frame, and there are " +
                    std::to_string(session.duration_frames()) +
                    "; name a folder, such as -o frames/, or take one with \"frame --frame N\"");
  if (folder) {
    job.root = request.output;
    return {};
  }
  const fs::path file(request.output);
  job.root = file.has_parent_path() ? file.parent_path() : fs::path(".");
  spec.single_path = file.filename().string();
  return {};
}

// Gives "depth.near" to the artifact "depth". A full id has dots itself: the last one counts.
Result<void> hand_out(const ir::GivenParam& given, const ExportRequest& request,
                      exporter::Job& job) {
  const auto dot = given.first.rfind('.');
  if (dot == given.first.npos || dot == 0)
    return fail(Code::usage, "--artifact-param",
                "\"" + given.first + "\" does not say whose parameter it is; write it as depth." +
                    given.first);
  const std::string owner = given.first.substr(0, dot);
  for (std::size_t i = 0; i < request.artifacts.size(); ++i) {
    if (request.artifacts[i] != owner) continue;
    job.artifacts[i].artifact_params.emplace_back(given.first.substr(dot + 1), given.second);
    return {};
  }
  return fail(
      Code::usage, "--artifact-param",
      "\"" + owner + "\" is not among the artifacts of this export; name it in --artifacts");
}

Result<void> load_kinds(const exporter::Job& job, Plugins& plugins) {
  std::vector<ir::KindId> kinds;
  for (const exporter::ArtifactSpec& spec : job.artifacts) {
    kinds.push_back(spec.artifact);
    if (spec.sink) kinds.push_back(spec.sink);
  }
  return plugins.registry().load(kinds);
}

}  // namespace

Result<exporter::Job> plan_render(const RenderRequest& request, const RenderSession& session,
                                  Plugins& plugins) {
  const ir::Catalog& catalog = plugins.catalog();
  if (request.output.empty() && request.sink.empty())
    return fail(Code::usage, {}, "nowhere to write to; say where with -o FILE or -o FOLDER/");
  exporter::Job job;
  job.end_frame = session.duration_frames();
  if (request.frame) {
    if (*request.frame < 0 || *request.frame >= session.duration_frames())
      return fail(Code::usage, {},
                  "frame " + std::to_string(*request.frame) +
                      " is outside the composition, which has frames 0 to " +
                      std::to_string(session.duration_frames() - 1));
    job.first_frame = *request.frame;
    job.end_frame = *request.frame + 1;
  }
  exporter::ArtifactSpec& spec = job.artifacts.emplace_back();
  LATTICE_TRY_ASSIGN(spec.artifact, find(catalog, ir::KindClass::artifact, "rgba"));
  LATTICE_TRY_ASSIGN(spec.sink, sink_of(request, catalog));
  spec.sink_params = request.sink_params;
  LATTICE_TRY(place_files(request, catalog[spec.sink], session, plugins, job));
  LATTICE_TRY(load_kinds(job, plugins));
  return job;
}

Result<exporter::Job> plan_export(const ExportRequest& request, const RenderSession& session,
                                  Plugins& plugins) {
  const ir::Catalog& catalog = plugins.catalog();
  if (request.output.empty())
    return fail(Code::usage, {}, "nowhere to write to; say where with -o FOLDER");
  if (request.artifacts.empty())
    return fail(Code::usage, {},
                "nothing to export; name artifacts, such as --artifacts rgba,depth");
  exporter::Job job;
  job.root = request.output;
  job.end_frame = session.duration_frames();
  for (const std::string& name : request.artifacts) {
    exporter::ArtifactSpec& spec = job.artifacts.emplace_back();
    LATTICE_TRY_ASSIGN(spec.artifact, find(catalog, ir::KindClass::artifact, name));
    const ir::Kind& kind = catalog[spec.artifact];
    for (std::size_t i = 0; i + 1 < job.artifacts.size(); ++i)
      if (job.artifacts[i].artifact == spec.artifact)
        return fail(Code::usage, {}, "the artifact \"" + name + "\" is named twice in --artifacts");
    spec.folder = std::string(kind.short_name());
    if (kind.policy != LATTICE_PER_FRAME) continue;
    const bool color = (kind.planes & (1u << LATTICE_PLANE_COLOR)) != 0;
    LATTICE_TRY_ASSIGN(spec.sink, find(catalog, ir::KindClass::sink,
                                       color ? request.color_format : request.float_format));
    if (!file_per_frame(catalog[spec.sink])) {
      // One file for all frames: <folder>.<ext> beside the other artifacts' folders.
      spec.single_path =
          spec.folder + "." +
          (catalog[spec.sink].extensions.empty() ? "out" : catalog[spec.sink].extensions[0]);
      spec.folder.clear();
    }
  }
  for (const ir::GivenParam& given : request.artifact_params)
    LATTICE_TRY(hand_out(given, request, job));
  LATTICE_TRY(load_kinds(job, plugins));
  return job;
}

}  // namespace lattice::session
