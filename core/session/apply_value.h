// A parameter as a person types it, written as the JSON value that a composition would have.
#pragma once
#include <string_view>

#include "base/json_writer.h"
#include "ir/catalog.h"

namespace lattice::session {

// Numbers as JSON writes them; true and false; vectors, arrays, curves and colours as "1,2,3" or
// "[1, 2, 3]", colours also as "#rrggbb"; a curve as "0,0,1,1" or "[[0,0],[1,1]]". What is not of
// this form is written as a string, which the loader then refuses by its rules.
void write_typed_value(JsonWriter& json, const ir::ParamSchema& schema, std::string_view text);

}  // namespace lattice::session
