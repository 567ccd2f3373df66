#include "export/setup.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "export/negotiate.h"

namespace lattice::exporter {
namespace {

constexpr int kMostThreads = 1024;

Result<void> check_range(const Job& job, const FrameSource& source) {
  const std::int64_t duration = source.duration_frames();
  if (job.first_frame >= 0 && job.first_frame < job.end_frame && job.end_frame <= duration)
    return {};
  const std::string asked = job.end_frame - job.first_frame == 1
                                ? "frame " + std::to_string(job.first_frame)
                                : "frames " + std::to_string(job.first_frame) + " to " +
                                      std::to_string(job.end_frame - 1);
  return fail(
      Code::usage, asked,
      job.first_frame >= job.end_frame
          ? "the range is empty; its last frame must not lie before its first"
          : "outside the composition, which has the frames 0 to " + std::to_string(duration - 1));
}

Result<void> check_job(const Job& job, const FrameSource& source) {
  if (job.artifacts.empty())
    return fail(Code::usage, "export", "no artifact is asked for; name at least one, such as rgba");
  if (job.threads < 1 || job.threads > kMostThreads)
    return fail(Code::usage, "threads",
                std::to_string(job.threads) + " is out of range; give 1 to " +
                    std::to_string(kMostThreads));
  LATTICE_TRY(check_range(job, source));
  for (const ArtifactSpec& spec : job.artifacts) {
    if (!spec.folder.empty()) LATTICE_TRY(check_output_path(spec.folder));
    if (!spec.single_path.empty()) LATTICE_TRY(check_output_path(spec.single_path));
  }
  return {};
}

// The planes of all artifacts together; the source must be able to render each.
Result<std::uint32_t> planes_of(const Job& job, const FrameSource& source,
                                const plugin::Registry& registry) {
  std::uint32_t planes = 0;
  for (const ArtifactSpec& spec : job.artifacts) {
    const std::uint32_t mine = registry.artifact(spec.artifact).planes;
    const std::string where =
        "artifact \"" + std::string(registry.catalog()[spec.artifact].short_name()) + "\"";
    for (std::uint32_t plane = 0; plane < LATTICE_PLANE_COUNT; ++plane) {
      if ((mine >> plane & 1u) == 0) continue;
      if (auto good = source.check({plane, source.plane_type(plane)}); !good)
        return fail(Code::output, where, good.error().what);
    }
    planes |= mine;
  }
  return planes;
}

Result<void> make_artifact(Route& route, const ArtifactSpec& spec, FrameSource& source,
                           const lattice_scene_facts* facts, const plugin::Registry& registry) {
  const ir::Kind& kind = registry.catalog()[spec.artifact];
  LATTICE_TRY_ASSIGN(route.artifact_params, ir::bind_params(kind, spec.artifact_params));
  const auto& values = route.artifact_params.values;
  const lattice_artifact_binding binding{sizeof(lattice_artifact_binding),
                                         static_cast<std::uint32_t>(values.size()), values.data(),
                                         facts, source.plane_type(LATTICE_PLANE_COLOR)};
  LATTICE_TRY_ASSIGN(route.artifact, plugin::Artifact::create(registry, spec.artifact, binding));
  route.writes_documents = route.artifact->policy() == LATTICE_PER_EXPORT;
  return {};
}

Result<void> make_sink(Route& route, const ArtifactSpec& spec, const plugin::Registry& registry) {
  const ir::Kind& kind = registry.catalog()[spec.sink];
  LATTICE_TRY_ASSIGN(route.sink_params, ir::bind_params(kind, spec.sink_params));
  LATTICE_TRY_ASSIGN(route.sink, plugin::Sink::create(registry, spec.sink, route.sink_params.values,
                                                      route.files->table()));
  const std::uint32_t flags = route.sink->flags();
  route.packet_paths =
      (flags & LATTICE_SINK_FILE_PER_FRAME) != 0 && (flags & LATTICE_SINK_NO_FILES) == 0;
  route.max_held = route.sink->max_held();
  // PARALLEL is a permission. With packets held "the last n pushed" has a meaning only in
  // order, so such a sink gets a lane as well.
  route.in_order = (flags & LATTICE_SINK_PARALLEL) == 0 || route.max_held > 0;
  return {};
}

// Before anything runs: a sink where one is needed, and none where none is.
Result<void> check_pairing(const Route& route, const ArtifactSpec& spec) {
  const std::string where = route.artifact_title();
  if (route.writes_documents && spec.sink)
    return fail(Code::usage, where, "writes its own documents; leave out the sink");
  if (route.writes_documents && !spec.single_path.empty())
    return fail(Code::usage, where, "names its own documents; give a folder instead of a file");
  if (!route.writes_documents && !spec.sink)
    return fail(Code::usage, where, "makes pictures and needs a sink to write them; name one");
  return {};
}

Result<std::unique_ptr<Route>> make_route(const Job& job, const ArtifactSpec& spec,
                                          FrameSource& source, const lattice_scene_facts* facts,
                                          const plugin::Registry& registry, Setup& setup) {
  auto route = std::make_unique<Route>();
  route->artifact_name = registry.catalog()[spec.artifact].short_name();
  if (spec.sink) route->sink_name = registry.catalog()[spec.sink].short_name();
  route->planes.fill(kNoRequest);
  LATTICE_TRY(make_artifact(*route, spec, source, facts, registry));
  LATTICE_TRY(check_pairing(*route, spec));
  if (route->writes_documents) {
    // Documents name themselves, so their root is the artifact's folder.
    route->files = std::make_unique<Files>(job.root / spec.folder, setup.folders);
    if (!spec.folder.empty()) route->files_prefix = spec.folder + "/";
    route->in_order = true;
  } else {
    route->files = std::make_unique<Files>(job.root, setup.folders);
    LATTICE_TRY(make_sink(*route, spec, registry));
    LATTICE_TRY(agree_on_streams(*route, spec, job, source, registry, setup));
  }
  if (!route->produces && !route->writes_documents) return route;
  for (std::uint32_t plane = 0; plane < LATTICE_PLANE_COUNT; ++plane)
    if (route->artifact->planes() >> plane & 1u)
      route->planes[plane] = setup.request(plane, source.plane_type(plane));
  return route;
}

// Two outputs under one name would overwrite each other, frame by frame.
Result<void> check_names(const Setup& setup) {
  std::set<std::string> taken;
  for (const auto& route : setup.routes) {
    for (const auto& port : route->ports) {
      const std::string path = port->name.path(0);
      if (!port->kept() || path.empty()) continue;
      if (!taken.insert(path).second)
        return fail(Code::usage, route->title(),
                    "\"" + path + "\" is written by another output too; give each its own folder");
    }
  }
  return {};
}

}  // namespace

std::string Route::artifact_title() const { return "artifact \"" + artifact_name + "\""; }

std::string Route::title() const {
  return sink_name.empty() ? artifact_title() : artifact_title() + " to sink \"" + sink_name + "\"";
}

Failure Route::failure(Code code, const Error& said) {
  // On a lane the files may have failed on a thread of the encoder's own; where several
  // pushes run at once that would be somebody else's failure.
  const std::string cause = files->take_error(in_order);
  // All that the plugin knows of a file that failed is a status.
  return fail(code, title(), cause.empty() ? said.what : cause);
}

int Setup::request(std::uint32_t plane, const image::Type& type) {
  for (std::size_t i = 0; i < requests.size(); ++i)
    if (requests[i].plane == plane && image::same_type(requests[i].type, type))
      return static_cast<int>(i);
  requests.push_back({plane, type});
  return static_cast<int>(requests.size() - 1);
}

Result<Setup> set_up(const Job& job, FrameSource& source, const plugin::Registry& registry) {
  LATTICE_TRY(check_job(job, source));
  LATTICE_TRY_ASSIGN(const std::uint32_t planes, planes_of(job, source, registry));
  LATTICE_TRY_ASSIGN(const lattice_scene_facts* facts, source.facts(planes));
  Setup setup;
  bool writes = false;
  for (const ArtifactSpec& spec : job.artifacts) {
    LATTICE_TRY_ASSIGN(auto route, make_route(job, spec, source, facts, registry, setup));
    setup.max_held = std::max(setup.max_held, route->max_held);
    writes |= !route->sink || (route->sink->flags() & LATTICE_SINK_NO_FILES) == 0;
    setup.routes.push_back(std::move(route));
  }
  LATTICE_TRY(check_names(setup));
  if (writes) LATTICE_TRY(check_writable(job.root));
  return setup;
}

}  // namespace lattice::exporter
