// Colours as people write them: "#rgb[a]", "#rrggbb[aa]", [r, g, b(, a)] and
// {r, g, b(, a)} in 0..1, {h, s, l(, a)} with h in degrees.
#pragma once
#include <optional>
#include <string>

#include "image/color.h"
#include "schema/report.h"

namespace lattice::schema {

// A constant; what is wrong is reported. Without alpha, 1.
std::optional<image::Color> read_color(const Json& value, Report& report);

// "#rrggbb" and the like; `value` is where it stands.
std::optional<image::Color> read_hex_color(const Json& value, const std::string& text,
                                           Report& report);

// True for an object that is a colour by hue: it has lanes of its own, not r, g, b.
bool is_hsl(const Json& value);

}  // namespace lattice::schema
