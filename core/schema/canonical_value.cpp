// Values of which only the order of keys and the spelling of numbers is to be settled.
#include <algorithm>
#include <cmath>
#include <vector>

#include "schema/canonical_parts.h"
#include "schema/color.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

constexpr std::string_view kRgba[] = {"r", "g", "b", "a"};
constexpr std::string_view kHsla[] = {"h", "s", "l", "a"};

// -0 keeps its sign: 1 divided by it is another number.
OutValue number(const Json& value) {
  if (value.type() == JsonType::negative) return out_token(std::to_string(*value.as_int64()));
  if (value.type() == JsonType::whole) return out_token(std::to_string(*value.as_uint64()));
  const double real = value.number();
  return out_token(real == 0 && std::signbit(real) ? "-0.0" : spelled(real));
}

std::vector<Json> sorted_members(const Json& object) {
  std::vector<Json> members;
  for (const Json member : object) members.push_back(member);
  std::sort(members.begin(), members.end(),
            [](const Json& a, const Json& b) { return a.key() < b.key(); });
  return members;
}

bool holds(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// A colour: all of the keys, the last one perhaps.
bool is_made_of(const Json& object, std::span<const std::string_view> keys) {
  for (const std::string_view key : keys.first(3))
    if (!object.find(key)) return false;
  for (const Json member : object)
    if (!holds(keys, member.key())) return false;
  return true;
}

OutValue plain_object(const Json& object, const Style& style) {
  OutValue out = out_object();
  const auto in_order = [&](std::span<const std::string_view> keys) {
    for (const std::string_view key : keys)
      if (const auto found = object.find(key)) append(out, key, plain(*found, style));
    return out;
  };
  if (is_made_of(object, kRgba)) return in_order(kRgba);
  if (is_made_of(object, kHsla)) return in_order(kHsla);
  for (const Json member : sorted_members(object)) append(out, member.key(), plain(member, style));
  return out;
}

}  // namespace

OutValue plain(const Json& value, const Style& style) {
  if (value.is_number()) return number(value);
  if (value.is_string()) return out_text(value.text());
  if (value.is_array()) return list_of<plain>(value, style);
  if (value.is_object()) return plain_object(value, style);
  return out_token(value.is_null() ? "null" : value.is(true) ? "true" : "false");
}

void append_fields(OutValue& out, const Json& object, std::span<const OutField> fields,
                   std::span<const std::string_view> without, const Style& style) {
  for (const OutField& field : fields)
    if (const auto found = object.find(field.key))
      append(out, field.key, field.rewrite(*found, style));
  for (const Json member : sorted_members(object)) {
    const auto is_it = [&](const OutField& field) { return field.key == member.key(); };
    if (!holds(without, member.key()) && std::none_of(fields.begin(), fields.end(), is_it))
      append(out, member.key(), plain(member, style));
  }
}

OutValue rewritten(const Json& value, std::span<const OutField> fields, const Style& style) {
  if (!value.is_object()) return plain(value, style);
  OutValue out = out_object();
  append_fields(out, value, fields, {}, style);
  return out;
}

OutValue by_name(const Json& value, Rewrite rewrite, const Style& style) {
  if (!value.is_object()) return plain(value, style);
  OutValue out = out_object();
  for (const Json member : sorted_members(value)) append(out, member.key(), rewrite(member, style));
  return spread(std::move(out));
}

}  // namespace lattice::schema
