// Numbers over time: constants, expressions, keyframes, generators and combinators.
#include <vector>

#include "expr/parser.h"
#include "schema/canonical_parts.h"
#include "schema/color.h"

namespace lattice::schema {
namespace {

// ---- Expressions -----------------------------------------------------------------------

std::optional<std::string> expression_in(const Json& value) {
  if (value.is_string() && expr::is_expression(value.text())) return value.text();
  if (!value.is_object() || value.size() != 1) return {};
  const auto inner = value.find("expr");
  if (!inner || !inner->is_string()) return {};
  return expr::is_expression(inner->text()) ? inner->text() : "=" + inner->text();
}

OutValue expression(const std::string& text, const Style& style) {
  if (style.is_brief) return out_text(text);
  OutValue out = out_object();
  append(out, "expr", out_text(text));
  return out;
}

// ---- Literals --------------------------------------------------------------------------

std::span<const std::string_view> lane_names(LaneShape shape) {
  static constexpr std::string_view kPlaces[] = {"x", "y", "z"};
  static constexpr std::string_view kColors[] = {"r", "g", "b", "a"};
  if (shape == LaneShape::color) return kColors;
  return std::span(kPlaces).first(lane_count(shape));
}

OutValue lane(const Json& value, const Style& style) {
  return anim(value, LaneShape::number, style);
}

// [x, y] from {"x", "y"}; none when one of them is missing.
std::optional<OutValue> vector_of_members(const Json& object, LaneShape shape, const Style& style) {
  OutValue out = out_array();
  for (const std::string_view name : lane_names(shape)) {
    const auto found = object.find(name);
    if (!found) return {};
    append(out, lane(*found, style));
  }
  return object.size() == out.items.size() ? std::optional(std::move(out)) : std::nullopt;
}

OutValue color_members(const Json& object, const Style& style) {
  OutValue out = out_object();
  std::vector<OutField> fields;
  for (const std::string_view name : lane_names(LaneShape::color)) fields.push_back({name, lane});
  append_fields(out, object, fields, {}, style);
  return out;
}

// Both lanes of a vec2 in one number.
OutValue shortened(OutValue vector, LaneShape shape, const Style& style) {
  const bool is_pair = shape == LaneShape::vec2 && vector.form == OutValue::Form::array &&
                       vector.items.size() == 2 && vector.items[0].is_scalar() &&
                       vector.items[0].text == vector.items[1].text;
  return style.is_brief && is_pair ? std::move(vector.items[0]) : vector;
}

OutValue literal(const Json& value, LaneShape shape, const Style& style) {
  if (const auto text = expression_in(value)) return expression(*text, style);
  if (shape == LaneShape::number) return plain(value, style);
  if (value.is_array()) return shortened(list_of<lane>(value, style), shape, style);
  if (shape == LaneShape::color)
    return value.is_object() && !is_hsl(value) ? color_members(value, style) : plain(value, style);
  if (value.is_object())
    if (auto vector = vector_of_members(value, shape, style))
      return shortened(*std::move(vector), shape, style);
  if (shape != LaneShape::vec2 || !value.is_number() || style.is_brief) return plain(value, style);
  OutValue out = out_array();
  append(out, plain(value, style));
  append(out, plain(value, style));
  return out;
}

// ---- Keyframes -------------------------------------------------------------------------

struct OutKey {
  OutValue frame, value;
  std::optional<OutValue> ease;
};

std::optional<OutKey> short_key(const Json& key, LaneShape shape, const Style& style) {
  if (!key.is_array() || key.size() < 2 || key.size() > 3) return {};
  OutKey out;
  for (const Json part : key) {
    if (part.place() == 0)
      out.frame = lane(part, style);
    else if (part.place() == 1)
      out.value = literal(part, shape, style);
    else
      out.ease = ease(part, style);
  }
  return out;
}

std::optional<OutKey> long_key(const Json& key, LaneShape shape, const Style& style) {
  if (!key.is_object()) return {};
  const auto frame = key.find("frame"), value = key.find("value"), how = key.find("ease");
  if (!frame || !value || key.size() != (how ? 3 : 2)) return {};
  OutKey out{lane(*frame, style), literal(*value, shape, style), {}};
  if (how) out.ease = ease(*how, style);
  return out;
}

OutValue spelled_key(OutKey key, bool is_short) {
  OutValue out = is_short ? out_array() : out_object();
  const auto add = [&](std::string_view name, OutValue part) {
    if (is_short)
      append(out, std::move(part));
    else
      append(out, name, std::move(part));
  };
  add("frame", std::move(key.frame));
  add("value", std::move(key.value));
  if (key.ease) add("ease", *std::move(key.ease));
  return out;
}

// The list of keys, from either form into the one that is wanted.
std::optional<OutValue> keys(const Json& list, bool from_short, bool to_short, LaneShape shape,
                             const Style& style) {
  if (!list.is_array()) return {};
  OutValue out = out_array();
  for (const Json element : list) {
    auto key = from_short ? short_key(element, shape, style) : long_key(element, shape, style);
    if (!key) return {};
    append(out, spelled_key(*std::move(key), to_short));
  }
  return out;
}

// The short form has no room for "mode" and "default".
std::optional<OutValue> keyframes(const Json& value, LaneShape shape, const Style& style) {
  const auto short_list = value.find("keys");
  const auto inner = value.find("keyframes");
  if (value.size() != 1 || (inner && !inner->is_object())) return {};
  const auto list = short_list ? short_list : inner->find("keys");
  const bool is_short = style.is_brief && (short_list || inner->size() == 1);
  if (!list) return {};
  auto made = keys(*list, short_list.has_value(), is_short, shape, style);
  if (!made) return {};
  OutValue track = out_object();
  append(track, "keys", *std::move(made));
  if (is_short) return track;
  if (inner) {
    if (const auto mode = inner->find("mode")) append(track, "mode", ease(*mode, style));
    if (const auto initial = inner->find("default"))
      append(track, "default", literal(*initial, shape, style));
    static constexpr std::string_view kKnown[] = {"keys", "mode", "default"};
    append_fields(track, *inner, {}, kKnown, style);
  }
  OutValue out = out_object();
  append(out, "keyframes", std::move(track));
  return out;
}

// ---- Generators and combinators --------------------------------------------------------

OutValue generator(const Json& value, const Style& style) {
  static constexpr OutField kNumbers[] = {
      {"amp", lane},     {"freq_hz", lane},    {"phase", lane},    {"offset", lane},
      {"seed", lane},    {"attack", lane},     {"decay", lane},    {"sustain", lane},
      {"release", lane}, {"stiffness", plain}, {"damping", plain}, {"mass", plain},
      {"from", lane},    {"to", lane}};
  return rewritten(value, kNumbers, style);
}

// One member, which says what generates.
OutValue generators(const Json& value, const Style& style) {
  if (!value.is_object()) return plain(value, style);
  OutValue out = out_object();
  for (const Json member : value) append(out, member.key(), generator(member, style));
  return out;
}

OutValue procedural(const Json& value, const Style& style) {
  static constexpr OutField kFields[] = {{"params", generators}};
  static constexpr std::string_view kDone[] = {"kind"};
  if (!value.is_object()) return plain(value, style);
  const auto kind = value.find("kind");
  const bool is_scalar = !kind || (kind->is_string() && kind->text() == "scalar");
  OutValue out = out_object();
  if (!is_scalar || !style.is_brief)
    append(out, "kind", kind ? plain(*kind, style) : out_text("scalar"));
  append_fields(out, value, kFields, kDone, style);
  return out;
}

template <LaneShape kShape>
OutValue combinator(const Json& value, const Style& style) {
  static constexpr OutField kPart[] = {{"frames", lane}, {"of", anim_of<kShape>}};
  static constexpr OutField kFields[] = {{"frames", lane},
                                         {"index", lane},
                                         {"step", lane},
                                         {"rate", lane},
                                         {"period", lane},
                                         {"mode", plain},
                                         {"a", anim_of<kShape>},
                                         {"b", anim_of<kShape>},
                                         {"t", lane},
                                         {"parts", list_of<object_of<kPart>>},
                                         {"of", anim_of<kShape>}};
  return rewritten(value, kFields, style);
}

std::optional<OutValue> combined(const Json& value, LaneShape shape, const Style& style) {
  if (value.size() != 1 || !combinator_of(value)) return {};
  const Json inner = *value.begin();
  const std::string& name = inner.key();
  static constexpr Rewrite kRewrites[] = {combinator<LaneShape::number>,
                                          combinator<LaneShape::vec2>, combinator<LaneShape::vec3>,
                                          combinator<LaneShape::color>};
  const Rewrite rewrite =
      name == "procedural" ? procedural : kRewrites[static_cast<std::size_t>(shape)];
  OutValue out = out_object();
  append(out, name, rewrite(inner, style));
  return out;
}

}  // namespace

OutValue anim(const Json& value, LaneShape shape, const Style& style) {
  if (value.is_object() && (value.find("keys") || value.find("keyframes"))) {
    auto out = keyframes(value, shape, style);
    return out ? *std::move(out) : plain(value, style);
  }
  if (value.is_object())
    if (auto out = combined(value, shape, style)) return *std::move(out);
  return literal(value, shape, style);
}

OutValue ease(const Json& value, const Style& style) {
  static constexpr OutField kSpring[] = {{"stiffness", plain}, {"damping", plain}, {"mass", plain}};
  static constexpr OutField kEase[] = {{"cubic_bezier", plain}, {"spring", object_of<kSpring>}};
  if (value.is_array() && !style.is_brief) {
    OutValue out = out_object();
    append(out, "cubic_bezier", plain(value, style));
    return out;
  }
  const auto points = value.is_object() ? value.find("cubic_bezier") : std::nullopt;
  const bool is_bezier = points && value.size() == 1 && points->is_array();
  return style.is_brief && is_bezier ? plain(*points, style) : rewritten(value, kEase, style);
}

}  // namespace lattice::schema
