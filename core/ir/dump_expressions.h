// The variables and expressions of `inspect --stage ir`.
#pragma once
#include "base/json_writer.h"
#include "ir/composition.h"

namespace lattice::ir {

// "variables": [{"name", "type", "value", "shapes"}], "expressions": [{"index", "name", "expr",
// "time", "bends"}]; both are left out where there are none.
void dump_variables(JsonWriter& json, const Composition& composition);
void dump_expressions(JsonWriter& json, const Composition& composition);

}  // namespace lattice::ir
