// Reads what a plugin's tables say into plain data, field by field and with suspicion. A
// wild pointer in them still crashes, which is why a child process does this first.
#pragma once
#include <lattice/plugin.h>

#include "base/result.h"
#include "plugin/description.h"

namespace lattice::plugin {

// The error's `where` names the field, its `what` the rule that it breaks.
Result<Description> describe(const lattice_plugin& plugin);

// Used by describe(): one param of the kind called `where`.
Result<ir::ParamSchema> describe_param(const lattice_param& param, const std::string& where);

}  // namespace lattice::plugin
