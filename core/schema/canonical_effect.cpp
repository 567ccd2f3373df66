// Effects and transitions. Their shorthand leaves out what the catalog knows: which parameter
// is the first, and of what type each of them is.
#include <vector>

#include "schema/canonical_parts.h"
#include "schema/loading.h"

namespace lattice::schema {
namespace {

const ir::Kind* find_kind(ir::KindClass kind_class, const std::string& name, const Style& style) {
  const auto found = style.catalog.find(kind_class, name);
  return found ? &style.catalog[*found] : nullptr;
}

OutValue param(const Json& value, ir::ParamType type, const Style& style) {
  switch (type) {
    case ir::ParamType::f64:
    case ir::ParamType::integer: return anim(value, LaneShape::number, style);
    case ir::ParamType::vec2: return anim(value, LaneShape::vec2, style);
    case ir::ParamType::vec3: return anim(value, LaneShape::vec3, style);
    case ir::ParamType::color: return anim(value, LaneShape::color, style);
    case ir::ParamType::f64_array: return list_of<anim_of<LaneShape::number>>(value, style);
    case ir::ParamType::curve: return list_of<list_of<anim_of<LaneShape::number>>>(value, style);
    case ir::ParamType::boolean:
    case ir::ParamType::choice:
    case ir::ParamType::string: break;
  }
  return plain(value, style);
}

// In the order in which the plugin declares them, each under the name it was given by.
OutValue params(const Json& value, const ir::Kind& kind, const Style& style) {
  if (!value.is_object()) return plain(value, style);
  OutValue out = out_object();
  std::vector<std::string_view> done;
  const auto take = [&](const std::string& name, ir::ParamType type) {
    const auto found = value.find(name);
    if (!found) return;
    append(out, name, param(*found, type, style));
    done.push_back(name);
  };
  for (const ir::ParamSchema& schema : kind.params) {
    take(schema.id, schema.type);
    for (const ir::ParamAlias& alias : schema.aliases) take(alias.id, schema.type);
  }
  append_fields(out, value, {}, done, style);
  return out;
}

OutValue given_params(const Json& value, const ir::Kind& kind, const Style& style) {
  const GivenParams given = shorthand_params(value, kind);
  if (given.by_name) return params(value, kind, style);
  OutValue out = out_object();
  append(out, kind.params.front().id, param(value, kind.params.front().type, style));
  return out;
}

// What stands in the shorthand: the first parameter alone where it cannot be mistaken for an
// object of parameters.
OutValue brief_params(OutValue params, const ir::Kind& kind) {
  const bool is_first = params.items.size() == 1 && !kind.params.empty() &&
                        params.items[0].key == out_text(kind.params.front().id).text &&
                        params.items[0].form != OutValue::Form::object;
  if (!is_first) return params;
  OutValue only = std::move(params.items[0]);
  only.key.clear();
  return only;
}

OutValue input(const Json& value, const Style& style) {
  static constexpr OutField kInput[] = {{"asset", plain}, {"node", plain}};
  return rewritten(value, kInput, style);
}

OutValue inputs(const Json& value, const Style& style) {
  if (!value.is_object()) return plain(value, style);
  OutValue out = by_name(value, input, style);
  out.is_spread = false;
  return out;
}

// The long form of an effect or transition, whose params may be of any kind.
OutValue long_form(const Json& value, const ir::Kind* kind, const Style& style) {
  static constexpr OutField kHead[] = {{"kind", plain}, {"duration_frames", plain}, {"ease", ease}};
  static constexpr std::string_view kParams[] = {"params", "inputs"};
  OutValue out = out_object();
  append_fields(out, value, kHead, kParams, style);
  const auto given = value.find("params");
  const bool has_params = given && !(given->is_object() && given->size() == 0);
  if (has_params) append(out, "params", kind ? params(*given, *kind, style) : plain(*given, style));
  if (const auto ports = value.find("inputs")) append(out, "inputs", inputs(*ports, style));
  return out;
}

// {"kind": ..} of a kind that nobody could mistake for a key of the long form.
const Json* named_kind(const std::optional<Json>& kind) {
  return kind && kind->is_string() && kind->text() != "kind" ? &*kind : nullptr;
}

bool has_only(const Json& object, std::string_view first, std::string_view second) {
  for (const Json member : object)
    if (member.key() != first && member.key() != second) return false;
  return true;
}

}  // namespace

OutValue effect(const Json& value, const Style& style) {
  if (!value.is_object()) return plain(value, style);
  const auto name = value.find("kind");
  if (!name && value.size() != 1) return plain(value, style);
  const std::string& id = name && name->is_string() ? name->text() : (*value.begin()).key();
  const ir::Kind* kind = find_kind(ir::KindClass::effect, id, style);
  if (kind == nullptr) return plain(value, style);
  const auto given = value.find("params");
  const bool is_short =
      style.is_brief && (!name || (named_kind(name) && has_only(value, "kind", "params")));
  if (name && !is_short) return long_form(value, kind, style);
  OutValue made = !name   ? given_params(*value.begin(), *kind, style)
                  : given ? params(*given, *kind, style)
                          : out_object();
  OutValue out = out_object();
  if (is_short) {
    append(out, id, brief_params(std::move(made), *kind));
    return out;
  }
  append(out, "kind", out_text(id));
  if (!made.items.empty()) append(out, "params", std::move(made));
  return out;
}

OutValue transition(const Json& value, const Style& style) {
  if (!value.is_object()) return plain(value, style);
  const auto name = value.find("kind");
  if (!name && value.size() != 1) return plain(value, style);
  const auto given = value.find("params");
  const bool has_params = given && !(given->is_object() && given->size() == 0);
  const auto frames = value.find("duration_frames");
  const bool fits_shorthand = named_kind(name) && frames && !has_params && !value.find("ease");
  OutValue out = out_object();
  if (!name && style.is_brief) {
    append(out, (*value.begin()).key(), plain(*value.begin(), style));
  } else if (!name) {
    append(out, "kind", out_text((*value.begin()).key()));
    append(out, "duration_frames", plain(*value.begin(), style));
  } else if (style.is_brief && fits_shorthand) {
    append(out, name->text(), plain(*frames, style));
  } else {
    const ir::Kind* const kind =
        name->is_string() ? find_kind(ir::KindClass::transition, name->text(), style) : nullptr;
    return long_form(value, kind, style);
  }
  return out;
}

}  // namespace lattice::schema
