// One effect or transition put on pictures, without a composition: the composition around it
// is written here, and goes the way of every other one.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "ir/bind_params.h"
#include "session/plugins.h"
#include "session/render_session.h"

namespace lattice::session {

struct ApplyRequest {
  std::string kind;  // short name or full id
  std::vector<ir::GivenParam> params;
  // For the ports of an effect in their order; "from" and "to" of a transition. The first one
  // is as large as the result; all stand at the origin, pixel by pixel.
  std::vector<std::string> pictures;
  std::optional<double> progress;     // of a transition, 0..1; one half when it is not given
  std::optional<std::int64_t> frame;  // that an effect sees, from 0
  std::string fps;                    // "24", "23.976", "30000/1001"; empty: 30
  std::string working;                // working space; empty: srgb8
  std::uint64_t seed = 0;
};

struct Applied {
  std::unique_ptr<RenderSession> session;
  std::int64_t frame = 0;  // of the session, that shows the result
};

// What is wrong with the request is in `diagnostics`, each finding headed by the word of the
// command line that it concerns; the error is then only its summary (Code::usage). Other errors:
// Code::plugin for a kind that nobody provides, Code::asset for a picture that cannot be read.
Result<Applied> open_applied(const ApplyRequest& request, Plugins& plugins,
                             const SessionOptions& options, Diagnostics& diagnostics);

}  // namespace lattice::session
