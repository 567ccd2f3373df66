// What an artifact offers, what its sink wants, and how the one becomes the other.
#pragma once
#include "export/setup.h"

namespace lattice::exporter {

// Fills route.ports, adds the planes they need to setup.requests and sets route.produces.
// A refusal is Code::output and carries the sink's own sentence.
Result<void> agree_on_streams(Route& route, const ArtifactSpec& spec, const Job& job,
                              const FrameSource& source, const plugin::Registry& registry,
                              Setup& setup);

}  // namespace lattice::exporter
