// Numbers over time: one Anim, or the lanes of a vector or colour, from any spelling that
// the format has for them.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "anim/anim.h"
#include "schema/report.h"

namespace lattice::schema {

struct Loading;

enum class LaneShape : std::uint8_t { number, vec2, vec3, color };

struct LaneRule {
  LaneShape shape = LaneShape::number;
  double factor = 1;        // from what is written to what is stored
  double min = 0, max = 0;  // of each stored number; equal: unbounded
  bool whole = false;
  bool bounds_keys = true;  // false: values of keyframes may exceed, whoever samples clamps
  // Why keyframes are refused, "parameters of transitions do not animate"; empty: they are
  // welcome. Expressions that are constants are constants.
  std::string_view static_reason;
  // Says what a value out of range is bounded as, when that is not its own label.
  std::string_view bounded_name;
};

// Number of lanes of a shape.
std::size_t lane_count(LaneShape shape);

// Fills the lanes; tracks go to the composition's curves, expressions to Loading::expressions.
// False when something was reported, and then the lanes are not to be used.
bool read_lanes(const Json& value, const LaneRule& rule, std::span<anim::F64> lanes,
                Loading& loading);

// The same for a colour. `premultiplied`: r, g and b of the lanes are multiplied by a, because
// the colour moves as a whole and interpolates so.
bool read_color_lanes(const Json& value, const LaneRule& rule, std::span<anim::F64> lanes,
                      bool& premultiplied, Loading& loading);

// The key that makes an object a combinator or generator: "delay", "procedural", ...
std::optional<std::string_view> combinator_of(const Json& value);

// True when an object spells one value (keyframes, an expression, lanes) rather than
// something with names of its own.
bool spells_value(const Json& object);

}  // namespace lattice::schema
