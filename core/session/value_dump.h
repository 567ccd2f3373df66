// Param values by name, as JSON.
#pragma once
#include <lattice/param.h>

#include <span>

#include "base/json_writer.h"
#include "ir/catalog.h"

namespace lattice::session {

// {"sigma": 8, "edge": "clamp"}; hidden params included.
void write_values(JsonWriter& json, const ir::Kind& kind, std::span<const lattice_value> values);

}  // namespace lattice::session
