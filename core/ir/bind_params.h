// Turns params as a person types them, "crf=18", into the dense typed array that an
// instance of the kind receives. For artifacts and sinks, whose params never animate.
#pragma once
#include <lattice/param.h>

#include <deque>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ir/catalog.h"

namespace lattice::ir {

using GivenParam = std::pair<std::string, std::string>;  // name or alias, text

// Strings and arrays are pointed at by `values`. Deques keep their elements in place when
// the whole is moved; a copy would point into the original, hence there is none.
struct BoundParams {
  std::vector<lattice_value> values;  // one per schema entry, in its order
  std::deque<std::string> texts;
  std::deque<std::vector<double>> arrays;

  BoundParams() = default;
  BoundParams(BoundParams&&) = default;
  BoundParams& operator=(BoundParams&&) = default;
  BoundParams(const BoundParams&) = delete;
  BoundParams& operator=(const BoundParams&) = delete;
};

// Numbers as JSON writes them, no locale; booleans true, false, 1 or 0; choices by id;
// colours #rrggbb or #rrggbbaa; vectors, arrays and curves "1,2,3". What is not given has
// the schema's default. The error (Code::usage) names kind, param and remedy.
Result<BoundParams> bind_params(const Kind& kind, std::span<const GivenParam> given);

}  // namespace lattice::ir
