// run(): sets up, lets the sinks begin, drives the pipeline, ends the sinks.
#include <algorithm>
#include <new>

#include "export/job.h"
#include "export/pipeline.h"
#include "export/setup.h"

namespace lattice::exporter {
namespace {

Result<void> begin_sinks(Setup& setup) {
  for (const auto& route : setup.routes) {
    if (!route->sink) continue;
    std::vector<const lattice_stream*> streams;
    for (const auto& port : route->ports) streams.push_back(&port->agreed);
    if (auto begun = route->sink->begin(streams); !begun) {
      // The sinks that did begin end as failed when they are destroyed.
      return route->failure(Code::output, begun.error());
    }
  }
  return {};
}

Result<void> end_route(Route& route) {
  const auto ended = route.writes_documents ? route.artifact->finish(route.files->table())
                                            : route.sink->end(LATTICE_END_OK);
  if (!ended)
    return route.failure(route.writes_documents ? Code::plugin : Code::output, ended.error());
  const bool owes_files =
      !route.writes_documents && (route.sink->flags() & LATTICE_SINK_NO_FILES) == 0;
  if (owes_files && route.files->committed().empty())
    return fail(Code::output, route.title(),
                "the sink reported success but wrote no file; tell its author");
  return {};
}

// Of a file that spans frames nothing stays, though its sink may have been content with it.
void take_back(const Setup& setup) {
  for (const auto& route : setup.routes)
    if (!route->packet_paths)
      for (const std::string& path : route->files->committed()) route->files->remove(path);
}

// After the first that cannot end, the others have failed too.
Result<void> end_all(Setup& setup, StageClocks& clocks) {
  Result<void> result;
  for (const auto& route : setup.routes) {
    const StageClock::Lap lap(route->writes_documents ? clocks.produce : clocks.encode);
    if (result)
      result = end_route(*route);
    else if (route->sink)
      (void)route->sink->end(LATTICE_END_FAILED);
  }
  if (!result) take_back(setup);
  return result;
}

void abandon(Setup& setup, std::uint32_t outcome) {
  for (const auto& route : setup.routes)
    if (route->sink) (void)route->sink->end(outcome);
  take_back(setup);
}

// Which frames behind the failed one got through is a matter of luck: they go, so that the
// folder holds the frames before it and no others.
void remove_sequence_frames(const Setup& setup, std::int64_t from, std::int64_t to) {
  for (const auto& route : setup.routes) {
    if (!route->packet_paths) continue;
    for (const auto& port : route->ports)
      for (std::int64_t frame = from; port->kept() && frame < to; ++frame)
        route->files->remove(port->name.path(frame));
  }
}

Summary summarise(const Job& job, const Setup& setup, const StageClocks& clocks) {
  Summary summary;
  summary.frames = job.end_frame - job.first_frame;
  for (const auto& route : setup.routes) {
    for (const std::string& path : route->files->committed())
      summary.files.push_back(route->files_prefix + path);
    summary.bytes_written += route->files->bytes_committed();
  }
  std::sort(summary.files.begin(), summary.files.end());
  summary.files.erase(std::unique(summary.files.begin(), summary.files.end()), summary.files.end());
  summary.render = clocks.render.total();
  summary.produce = clocks.produce.total();
  summary.convert = clocks.convert.total();
  summary.encode = clocks.encode.total();
  return summary;
}

Failure cancelled_after(const Job& job, std::int64_t frames) {
  return fail(Code::cancelled, "export",
              "cancelled after " + std::to_string(frames) + " of " +
                  std::to_string(job.end_frame - job.first_frame) + " frames");
}

Result<void> drive(const Job& job, FrameSource& source, Setup& setup, StageClocks& clocks) {
  const std::int64_t ring = std::int64_t{job.threads} + kSpareSlots + setup.max_held;
  const auto slots = static_cast<int>(std::min(ring, job.end_frame - job.first_frame));
  LATTICE_TRY(source.reserve_slots(slots, setup.requests));
  Pipeline pipeline(job, source, setup, clocks, slots);
  LATTICE_TRY(begin_sinks(setup));

  PipelineResult result = pipeline.run();
  if (result.error) {
    abandon(setup, LATTICE_END_FAILED);
    remove_sequence_frames(setup, job.first_frame + std::max<std::int64_t>(result.failed_frame, 0),
                           job.first_frame + result.started);
    return fail(std::move(*result.error));
  }
  if (result.cancelled) {
    abandon(setup, LATTICE_END_CANCELLED);
    return cancelled_after(job, result.started);
  }
  // Before the slots go: a sink may read what it holds in end().
  return end_all(setup, clocks);
}

}  // namespace

Result<Summary> run(const Job& job, FrameSource& source, const plugin::Registry& registry) {
  const std::int64_t begun = nanoseconds(CLOCK_MONOTONIC);
  StageClocks clocks;
  try {
    LATTICE_TRY_ASSIGN(Setup setup, set_up(job, source, registry));
    LATTICE_TRY(drive(job, source, setup, clocks));
    Summary summary = summarise(job, setup, clocks);
    summary.wall_seconds = static_cast<double>(nanoseconds(CLOCK_MONOTONIC) - begun) * 1e-9;
    return summary;
  } catch (const std::bad_alloc&) {
    return fail(
        Code::render, "export",
        "not enough memory for the frames in flight; use fewer threads or a smaller canvas");
  }
}

}  // namespace lattice::exporter
