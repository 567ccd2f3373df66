// A place to run exports in: a folder of its own, the probe plugin loaded, a source.
#pragma once
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "export/job.h"
#include "fake_source.h"
#include "plugin/registry.h"
#include "plugins/tape.h"

namespace lattice::exporter {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // Every file below, relative, sorted; hidden ones too.
  std::vector<std::string> files() const;
  std::string read(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

// Opened once for the whole program.
const plugin::Registry& probe_registry();
ir::KindId artifact(const std::string& name);
ir::KindId sink(const std::string& name);

struct Bench {
  TempFolder folder;
  FakeSource source;
  Tape tape;
  Job job;

  Bench() {
    job.root = folder.path() / "out";
    job.end_frame = source.duration;
    job.threads = 4;
  }

  // Adds an artifact; the sink's tape is ours unless told otherwise.
  ArtifactSpec& add(const std::string& artifact_name, const std::string& sink_name,
                    std::vector<ir::GivenParam> sink_params = {});
  Result<Summary> run() { return exporter::run(job, source, probe_registry()); }
  std::string read(const std::string& name) const { return folder.read("out/" + name); }
  // Below the root; empty when there is no root either.
  std::vector<std::string> files() const;
};

inline constexpr char kFirstRaw[] = "frame_000000.raw";

}  // namespace lattice::exporter
