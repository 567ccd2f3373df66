// One expression, compiled and evaluated in a World, in one call.
#pragma once
#include <string>
#include <string_view>

#include "expr/world.h"

namespace lattice::expr::testing {

// The value of one expression in a world, at frame 12; inputs are 0.5. REQUIREs that it is valid.
Value value_of(std::string_view source, Type type = Type::f64, const World& world = {});
double number(std::string_view source, const World& world = {});

// "column 7: what", or "" when it compiles.
std::string error_of(std::string_view source, Type type = Type::f64, const World& world = {});

}  // namespace lattice::expr::testing
