// What a user asks to be written, turned into an export: which artifact goes through which
// sink into which files.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "export/job.h"
#include "session/plugins.h"
#include "session/render_session.h"

namespace lattice::session {

// `render` and `frame`: the artifact rgba through one sink.
struct RenderRequest {
  // A file, whose extension picks the sink; or a folder (it exists, ends with '/', or has no
  // extension), which gets frame_%06d.png. May be empty for sinks that write nothing.
  std::string output;
  std::string sink;  // a name; empty: by extension, or png for a folder
  std::vector<ir::GivenParam> sink_params;
  std::optional<std::int64_t> frame;  // only this one
};

// `export`: every artifact in a folder of its own.
struct ExportRequest {
  std::string output;
  std::vector<std::string> artifacts;
  // "depth.near=10": the artifact as it is named above, a parameter, a value.
  std::vector<ir::GivenParam> artifact_params;
  std::string color_format = "exr";  // sink of artifacts made of colours
  std::string float_format = "exr";  // sink of all others
};

// Both load the plugins that they name. Errors: Code::usage for what the user wrote,
// Code::plugin for a kind that nobody provides.
Result<exporter::Job> plan_render(const RenderRequest& request, const RenderSession& session,
                                  Plugins& plugins);
Result<exporter::Job> plan_export(const ExportRequest& request, const RenderSession& session,
                                  Plugins& plugins);

}  // namespace lattice::session
