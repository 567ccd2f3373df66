// A job come to life, up to the point where nothing has been written yet: instances made,
// types agreed, names given.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "export/files.h"
#include "export/job.h"
#include "export/naming.h"
#include "ir/bind_params.h"
#include "plugin/instance.h"

namespace lattice::exporter {

inline constexpr int kNoRequest = -1;

// One output of an artifact on its way to a stream of the sink.
struct Port {
  lattice_stream offered{};
  lattice_stream agreed{};  // kind 0: the sink has no use for it
  FileName name;
  std::string one_path;      // what lattice_stream.path points at
  int request = kNoRequest;  // index into Setup::requests when the output is a plane
  bool produced = false;     // by the artifact, into a buffer; else the output is a plane
  image::Type made{};        // of the pixels before conversion

  bool kept() const { return agreed.kind != 0; }
  bool convert_to_agreed() const { return kept() && !image::same_type(made, agreed.type); }
};

// One artifact, its sink and the ports between them. Instances are destroyed before what
// they point at: params, ports and files.
struct Route {
  std::string artifact_name, sink_name;  // short; sink_name "" when the artifact writes itself
  bool writes_documents = false;         // PER_EXPORT: observe and finish instead of produce
  bool produces = false;                 // produce() has something to fill
  bool in_order = false;                 // consumes on a lane of its own
  bool packet_paths = false;             // a file per frame
  std::uint32_t max_held = 0;
  ir::BoundParams artifact_params, sink_params;
  // Index into Setup::requests of each plane in its own type, as produce() reads it.
  std::array<int, LATTICE_PLANE_COUNT> planes{};
  std::unique_ptr<Files> files;
  std::string files_prefix;  // of `files` under the job's root, with its '/'
  std::vector<std::unique_ptr<Port>> ports;
  std::optional<plugin::Artifact> artifact;
  std::optional<plugin::Sink> sink;

  std::string artifact_title() const;  // `artifact "depth"`
  std::string title() const;           // `artifact "depth" to sink "png"`
  // The error of a plugin's call that just failed on this thread: its words, and those of
  // `files` where it was a file that failed.
  Failure failure(Code code, const Error& said);
};

struct Setup {
  std::vector<PlaneRequest> requests;  // each once
  std::shared_ptr<Folders> folders = std::make_shared<Folders>();
  std::vector<std::unique_ptr<Route>> routes;
  std::uint32_t max_held = 0;  // the largest of the sinks

  int request(std::uint32_t plane, const image::Type& type);
};

Result<Setup> set_up(const Job& job, FrameSource& source, const plugin::Registry& registry);

}  // namespace lattice::exporter
