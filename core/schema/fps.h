// Frame rates: {num, den}, or a number that stands for an exact fraction.
#pragma once
#include <optional>

#include "base/rational.h"
#include "schema/report.h"

namespace lattice::schema {

std::optional<Rational> read_fps(const Json& value, Report& report);

// 29.97 is 30000/1001, and so for 23.976, 47.952, 59.94 and 119.88; whole numbers are
// themselves; any other decimal is its fraction with a denominator up to 1001, if it has
// one. Otherwise nothing.
std::optional<Rational> rational_fps(double fps);

}  // namespace lattice::schema
