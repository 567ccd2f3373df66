// One value over time: which form it has, literals and expressions. Keyframes and combinators
// have files of their own.
#include "schema/lanes.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "expr/parser.h"
#include "schema/color.h"
#include "schema/lane_reader.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

bool is_keyframes(const Json& value) {
  return value.is_object() && (value.find("keys") || value.find("keyframes"));
}

bool is_expression(const Json& value) {
  return (value.is_string() && expr::is_expression(value.text())) ||
         (value.is_object() && value.find("expr"));
}

std::string_view lane_name(LaneShape shape, std::size_t lane) {
  const std::string_view names = shape == LaneShape::color ? "rgba" : "xyz";
  return names.substr(lane, 1);
}

}  // namespace

bool LaneReader::anim(const Json& value, LaneShape shape, std::span<anim::F64> out) {
  if (is_expression(value)) return expression(value, shape, out);
  if (is_keyframes(value)) return keyframes(value, shape, out);
  if (const auto name = combinator_of(value)) return combinator(*name, value, shape, out);
  return literal(value, shape, out, Part::anim);
}

bool LaneReader::color_anim(const Json& value, std::span<anim::F64> out) {
  premultiplies_ = is_keyframes(value) || combinator_of(value).has_value();
  return anim(value, LaneShape::color, out);
}

// "=..." or {"expr": "=..."}.
bool LaneReader::expression(const Json& value, LaneShape shape, std::span<anim::F64> out) {
  std::optional<Json> string = value;
  if (value.is_object()) {
    const std::size_t errors_before = report_.error_count();
    ObjectReader reader(value, report_);
    string = reader.take("expr");
    reader.finish();
    if (report_.error_count() != errors_before) return false;
  }
  if (!string->is_string()) {
    report_.wrong_type(*string, "an expression, such as \"=time.seconds\"");
    return false;
  }
  if (shape == LaneShape::vec3) {
    report_.error(value, "an expression has no type of three numbers",
                  "write one for each: [\"=...\", \"=...\", \"=...\"]");
    return false;
  }
  for (std::size_t i = 0; i < out.size(); ++i)
    if (!expression_lane(*string, shape, i, out[i])) return false;
  return true;
}

bool LaneReader::expression_lane(const Json& string, LaneShape shape, std::size_t lane,
                                 anim::F64& out) {
  expr::Target target;
  if (shape == LaneShape::vec2) target.type = expr::Type::vec2;
  if (shape == LaneShape::color) target.type = expr::Type::color;
  if (shape != LaneShape::number) target.component = static_cast<std::uint32_t>(lane);
  const bool premultiplied = shape == LaneShape::color && premultiplies_ && lane < 3;
  const auto read = read_expression({string, string.text(), target, rule_.factor, premultiplied,
                                     loading_.node, loading_.asset, loading_.scope, loading_.bends},
                                    loading_);
  if (!read) return false;
  out = *read;
  if (!out.is_constant()) return may_animate(string);
  // Nobody clamps what does not animate.
  return rule_.static_reason.empty() || store_stored(string, out.constant, out);
}

bool LaneReader::part(const Json& value, anim::F64& out, Part kind) {
  if (kind == Part::anim) return anim(value, LaneShape::number, {&out, 1});
  return literal(value, LaneShape::number, {&out, 1}, kind);
}

bool LaneReader::literal(const Json& value, LaneShape shape, std::span<anim::F64> out, Part kind) {
  if (kind != Part::anim && is_expression(value)) return computed_literal(value, shape, out, kind);
  if (shape == LaneShape::color && premultiplies_) return premultiplied_literal(value, out, kind);
  return straight_literal(value, shape, out, kind);
}

// In a repeat a key may depend on its row: [30, "=item.value"].
bool LaneReader::computed_literal(const Json& value, LaneShape shape, std::span<anim::F64> out,
                                  Part kind) {
  LaneRule rule = rule_;
  if (rule.static_reason.empty())
    rule.static_reason =
        "what stands in keys, and in colours that move as a whole, does not animate";
  if (kind == Part::key && !rule.bounds_keys) rule.min = rule.max;
  LaneReader reader(rule, loading_);
  reader.premultiplies_ = premultiplies_;
  return reader.expression(value, shape, out);
}

bool LaneReader::premultiplied_literal(const Json& value, std::span<anim::F64> out, Part kind) {
  const Part lanes = kind == Part::anim ? Part::constant : kind;
  if (!straight_literal(value, LaneShape::color, out, lanes)) return false;
  for (std::size_t i = 0; i < 3; ++i) out[i].constant *= out[3].constant;
  return true;
}

bool LaneReader::straight_literal(const Json& value, LaneShape shape, std::span<anim::F64> out,
                                  Part kind) {
  if (shape == LaneShape::number) return number(value, out[0], kind);
  if (shape == LaneShape::vec2 && value.is_number()) {
    const bool good = number(value, out[0], kind);
    out[1] = out[0];
    return good;
  }
  const bool has_lanes = value.is_array() || (value.is_object() && !is_hsl(value));
  if (shape == LaneShape::color && !has_lanes) return color(value, out, kind);
  if (value.is_array()) return elements(value, shape, out, kind);
  if (value.is_object()) return members(value, shape, out, kind);
  report_.wrong_type(value, shape == LaneShape::vec2 ? "a number, [x, y] or {\"x\", \"y\"}"
                                                     : "[x, y, z] or {\"x\", \"y\", \"z\"}");
  return false;
}

bool LaneReader::elements(const Json& value, LaneShape shape, std::span<anim::F64> out, Part kind) {
  const bool is_color = shape == LaneShape::color;
  const std::size_t wanted = lane_count(shape);
  const std::size_t given = value.size();
  if (given != wanted && !(is_color && given == 3)) {
    report_.error(value, label(value) + " must have " +
                             (is_color ? std::string("3 or 4") : std::to_string(wanted)) +
                             " numbers, not " + std::to_string(given));
    return false;
  }
  if (is_color) out[3] = {1, {}};
  bool good = true;
  for (const Json element : value) good &= part(element, out[element.place()], kind);
  return good;
}

bool LaneReader::members(const Json& value, LaneShape shape, std::span<anim::F64> out, Part kind) {
  const bool is_color = shape == LaneShape::color;
  const std::size_t errors_before = report_.error_count();
  ObjectReader reader(value, report_);
  for (std::size_t i = 0; i < lane_count(shape); ++i) {
    const bool is_alpha = is_color && i == 3;
    const std::string_view name = lane_name(shape, i);
    const auto lane =
        is_alpha ? reader.take(name) : reader.need(name, is_color ? "a colour" : label(value));
    if (lane)
      part(*lane, out[i], kind);
    else if (is_alpha)
      out[i] = {1, {}};
  }
  reader.finish();
  return report_.error_count() == errors_before;
}

bool LaneReader::color(const Json& value, std::span<anim::F64> out, Part kind) {
  const auto read = read_color(value, report_);
  if (!read) return false;
  const double lanes[] = {read->r, read->g, read->b, read->a};
  bool good = true;
  for (std::size_t i = 0; i < 4; ++i) good &= store(value, lanes[i], out[i], kind);
  return good;
}

bool LaneReader::number(const Json& value, anim::F64& out, Part kind) {
  const auto read = read_number(value, report_);
  if (!read) return false;
  if (rule_.whole && !value.as_int64()) {
    report_.error(value, label(value) + " must be a whole number, not " + spelled(*read));
    return false;
  }
  return store(value, *read, out, kind);
}

bool LaneReader::store(const Json& value, double written, anim::F64& out, Part kind) {
  const double stored = written * rule_.factor;
  out = {stored == 0 ? 0 : stored, {}};  // -0 is 0
  if (!std::isfinite(stored)) {
    report_.error(value, label(value) + " is too large");
    return false;
  }
  const bool bounded = rule_.min != rule_.max && (kind != Part::key || rule_.bounds_keys);
  if (!bounded || (stored >= rule_.min && stored <= rule_.max)) return true;
  const std::string range = spelled(rule_.min) + ".." + spelled(rule_.max);
  if (rule_.bounded_name.empty() || rule_.factor == 1)
    report_.error(value, label(value) + " must be in " + range + ", not " + spelled(written));
  else
    report_.error(value, label(value) + " " + spelled(written) + " makes " +
                             in_quotes(rule_.bounded_name) + " " + spelled(stored) +
                             ", which must be in " + range);
  return false;
}

// The same for what an expression made.
bool LaneReader::store_stored(const Json& value, double stored, anim::F64& out) {
  if (rule_.whole && stored != std::floor(stored)) {
    report_.error(value, label(value) + " must be a whole number, not " + spelled(stored));
    return false;
  }
  const bool good = store(value, stored / rule_.factor, out, Part::constant);
  out = {stored, {}};
  return good;
}

bool LaneReader::may_animate(const Json& value) {
  if (rule_.static_reason.empty()) return true;
  report_.error(value, std::string(rule_.static_reason), "give a constant");
  return false;
}

std::optional<double> LaneReader::constant(const Json& value, double min, double max) {
  LaneRule rule;
  rule.min = min, rule.max = max;
  rule.static_reason = "the numbers of keys, combinators and generators do not animate";
  anim::F64 out;
  if (!LaneReader(rule, loading_).anim(value, LaneShape::number, {&out, 1})) return {};
  return out.constant;
}

std::size_t lane_count(LaneShape shape) {
  static constexpr std::size_t kCounts[] = {1, 2, 3, 4};
  return kCounts[static_cast<std::size_t>(shape)];
}

bool read_color_lanes(const Json& value, const LaneRule& rule, std::span<anim::F64> lanes,
                      bool& premultiplied, Loading& loading) {
  assert(rule.shape == LaneShape::color && lanes.size() == 4);
  LaneReader reader(rule, loading);
  const bool good = reader.color_anim(value, lanes);
  premultiplied = reader.premultiplies();
  return good;
}

bool read_lanes(const Json& value, const LaneRule& rule, std::span<anim::F64> lanes,
                Loading& loading) {
  assert(rule.shape != LaneShape::color && lanes.size() == lane_count(rule.shape));
  return LaneReader(rule, loading).anim(value, rule.shape, lanes);
}

bool spells_value(const Json& object) {
  static constexpr std::string_view kNames[] = {"keys", "keyframes", "expr", "x", "y", "z",
                                                "r",    "g",         "b",    "h", "s", "l"};
  for (const Json member : object) {
    const std::string_view key = member.key();
    if (std::find(std::begin(kNames), std::end(kNames), key) != std::end(kNames)) return true;
  }
  return combinator_of(object).has_value();
}

}  // namespace lattice::schema
