#include "host/run_job.h"

#include <sys/resource.h>

#include <cstdio>
#include <iostream>

#include "base/json_writer.h"
#include "host/interrupt.h"
#include "host/progress.h"
#include "session/worker_threads.h"

namespace lattice::host {
namespace {

double peak_memory_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;  // Linux counts KiB
}

struct NamedStage {
  const char* name;
  exporter::StageTime exporter::Summary::*time;
};
constexpr NamedStage kStages[] = {{"render", &exporter::Summary::render},
                                  {"produce", &exporter::Summary::produce},
                                  {"convert", &exporter::Summary::convert},
                                  {"encode", &exporter::Summary::encode}};

void print_stats_json(const exporter::Summary& s, int threads) {
  JsonWriter json(0);
  json.begin_object().member("frames", s.frames).member("seconds", s.wall_seconds);
  json.member("fps", s.wall_seconds > 0 ? static_cast<double>(s.frames) / s.wall_seconds : 0);
  json.member("threads", threads).member("peak_memory_mib", peak_memory_mib());
  json.member("files", static_cast<std::uint64_t>(s.files.size()));
  json.member("bytes", s.bytes_written).key("stages").begin_object();
  for (const NamedStage& stage : kStages)
    json.key(stage.name)
        .begin_object()
        .member("wall_seconds", (s.*stage.time).wall_seconds)
        .member("cpu_seconds", (s.*stage.time).cpu_seconds)
        .end_object();
  json.end_object().end_object();
  std::cerr << json.text() << "\n";
}

void print_stats_text(const exporter::Summary& s, int threads) {
  const double frames = s.frames > 0 ? static_cast<double>(s.frames) : 1;
  std::fprintf(stderr, "%lld frame%s in %.2f s, %.1f fps, %d thread%s, peak memory %.0f MiB\n",
               static_cast<long long>(s.frames), s.frames == 1 ? "" : "s", s.wall_seconds,
               s.wall_seconds > 0 ? static_cast<double>(s.frames) / s.wall_seconds : 0, threads,
               threads == 1 ? "" : "s", peak_memory_mib());
  for (const NamedStage& stage : kStages)
    std::fprintf(stderr, "  %-8s %8.2f ms CPU a frame\n", stage.name,
                 1000 * (s.*stage.time).cpu_seconds / frames);
  std::fprintf(stderr, "  %zu file%s, %.1f MiB\n", s.files.size(), s.files.size() == 1 ? "" : "s",
               static_cast<double>(s.bytes_written) / (1024 * 1024));
}

}  // namespace

Result<std::vector<ir::GivenParam>> given_params(const Parsed& parsed, const char* option) {
  std::vector<ir::GivenParam> out;
  if (!parsed.has(option)) return out;
  for (const std::string& word : parsed.get<std::vector<std::string>>(option)) {
    const auto equals = word.find('=');
    if (equals == word.npos || equals == 0)
      return fail(Code::usage, std::string("--") + option,
                  "\"" + word + "\" is not of the form name=value, such as crf=18");
    out.emplace_back(word.substr(0, equals), word.substr(equals + 1));
  }
  return out;
}

Result<RunOptions> run_options(const Parsed& parsed) {
  RunOptions out;
  LATTICE_TRY_ASSIGN(out.progress, choice(parsed, "progress", {"auto", "json", "none"}));
  LATTICE_TRY_ASSIGN(out.stats, choice(parsed, "stats", {"text", "json"}));
  return out;
}

int run_job(exporter::Job job, Opened& opened, const RunOptions& options, int threads) {
  ProgressLine progress(options.progress);
  job.threads = threads;
  job.cancel = &watch_for_interrupt();
  job.progress = [&](const exporter::Progress& p) {
    progress.update(p.frames_done, p.frames_total);
  };
  const session::WorkerThreads threads_end_before_the_program;
  auto summary = exporter::run(job, *opened.session, opened.plugins->registry());
  progress.finish();
  if (!summary) return report(summary.error());
  if (options.stats == "json") print_stats_json(*summary, job.threads);
  if (options.stats == "text") print_stats_text(*summary, job.threads);
  return kOk;
}

}  // namespace lattice::host
