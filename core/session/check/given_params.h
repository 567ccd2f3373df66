// Params that the user gave for a check, such as the file that a filter cannot do without:
// they take the place of the defaults.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ir/catalog.h"

namespace lattice::session::check {

using GivenParams = std::vector<std::pair<std::string, std::string>>;  // id or alias, text

// Those that a kind has become its defaults. The error (Code::usage) names a value that does
// not fit, or a param that no kind has.
Result<void> take_as_defaults(const GivenParams& given, std::vector<ir::Kind>& kinds);

}  // namespace lattice::session::check
