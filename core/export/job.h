// An export as it is asked for, and what came of it. One engine: a render is an export of
// the artifact "rgba" to one sink, a frame is one frame of it.
#pragma once
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "export/frame_source.h"
#include "ir/bind_params.h"
#include "ir/catalog.h"
#include "plugin/registry.h"

namespace lattice::exporter {

// One artifact and the sink that its outputs go to.
struct ArtifactSpec {
  ir::KindId artifact;
  std::vector<ir::GivenParam> artifact_params;
  ir::KindId sink;  // none for an artifact that writes its own documents (per export)
  std::vector<ir::GivenParam> sink_params;
  // Under Job::root, '/' between elements; "" = the root itself.
  std::string folder;
  // One file instead of an image sequence or of "<artifact>.<ext>", inside `folder`, its
  // extension kept; with a sink that writes a file per frame the job has one frame. Means
  // nothing to a sink that writes no files.
  std::string single_path;
};

struct Progress {
  std::int64_t frames_done = 0;  // through every sink
  std::int64_t frames_total = 0;
};

struct Job {
  std::vector<ArtifactSpec> artifacts;
  std::filesystem::path root;
  std::int64_t first_frame = 0, end_frame = 0;    // of the composition, half-open
  int threads = 1;                                // that render; sinks in order have one more each
  std::function<void(const Progress&)> progress;  // on run()'s thread; must not throw
  // Set from anywhere (a signal handler too): frames in flight are finished, no more start.
  const std::atomic<bool>* cancel = nullptr;
};

// Summed over the threads, so the parts may exceed the wall time of the whole.
struct StageTime {
  double wall_seconds = 0;
  double cpu_seconds = 0;  // of the thread that called; what a library's own threads did is not in
};

struct Summary {
  std::int64_t frames = 0;
  double wall_seconds = 0;
  std::vector<std::string> files;  // relative to Job::root, sorted
  std::uint64_t bytes_written = 0;
  StageTime render, produce, convert, encode;
};

// Checks everything that can be checked before it writes anything; the kinds of the job must
// have been loaded. Blocks until the last sink has ended.
//
// A failure is that of the lowest frame, and within it of the first artifact named, whatever
// the number of threads. Of an image sequence the frames before it remain, each whole; of a
// file that spans frames nothing does. The same holds when cancelled (Code::cancelled), unless
// the last frame had been started: then the export is complete.
Result<Summary> run(const Job& job, FrameSource& source, const plugin::Registry& registry);

}  // namespace lattice::exporter
