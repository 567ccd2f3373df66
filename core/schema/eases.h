// Names of eases: the format knows many, this version a few.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "schema/report.h"

namespace lattice::schema {

// Position in `supported`; all other eases of the format are refused by name.
std::optional<std::size_t> read_ease(const Json& value, std::span<const std::string_view> supported,
                                     Report& report);

}  // namespace lattice::schema
