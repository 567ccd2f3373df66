// Values of variables and of the fields of their rows: what they are follows from how they
// are written.
#pragma once
#include <array>
#include <optional>
#include <string>

#include "ir/variables.h"
#include "schema/report.h"

namespace lattice::schema {

struct VariableValue {
  ir::VariableType type = ir::VariableType::number;
  std::array<double, 4> lanes{};  // of all types but strings and lists
};

// true and false are bools; "#rgb[a]" and "#rrggbb[aa]", three or four numbers, {r, g, b} and
// {h, s, l} colours; two numbers and {x, y} a vec2; other arrays lists, whose rows are records
// or single values; other texts strings. None, and reported, when it is nothing of these.
std::optional<VariableValue> read_value(const Json& value, Report& report);

// The same where the type is known: then "#ff0000" may be a string, and one number a vec2.
std::optional<VariableValue> read_value_as(ir::VariableType type, const Json& value,
                                           Report& report);

// As it stands in a text; none when it cannot.
std::optional<std::string> spelled(const Json& value, const VariableValue& read);

}  // namespace lattice::schema
