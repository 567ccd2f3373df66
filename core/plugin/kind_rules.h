// What a kind must satisfy to enter the catalog, as rules on plain data: the same for what
// was read from a plugin and for what was read from a cache.
#pragma once
#include "base/result.h"
#include "plugin/description.h"

namespace lattice::plugin {

// The error's `where` names the field, such as `effect "org.x.blur", param "radius"`.
Result<void> check_param(const ir::ParamSchema& param, const std::string& where);
Result<void> check_kind(const ir::Kind& kind);
// The library, each of its kinds, and that no two of them share an id.
Result<void> check_description(const Description& description);

// `effect "org.x.blur"`, for errors.
std::string place_of(const ir::Kind& kind);

}  // namespace lattice::plugin
