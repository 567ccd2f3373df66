// What an instance may answer when it is asked about its streams. The host allocates and
// converts by these answers, so a wrong one ends here.
#pragma once
#include <lattice/artifact.h>
#include <lattice/stream.h>

#include <string>

#include "base/result.h"

namespace lattice::plugin {

// The outputs that create() of an artifact named.
Result<void> check_outputs(const lattice_artifact& table, const lattice_output* const* outputs,
                           std::uint32_t count, const std::string& where);
// What negotiate() of a sink made of one stream.
Result<void> check_wanted(const lattice_stream& offered, const lattice_stream& wanted,
                          const std::string& where);

}  // namespace lattice::plugin
