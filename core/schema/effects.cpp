// Effects and transitions: names of kinds become KindIds here.
#include <algorithm>
#include <string>
#include <vector>

#include "base/suggest.h"
#include "schema/eases.h"
#include "schema/lanes.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

using ir::KindClass;

// What the object says before any of it is looked up.
struct Instance {
  std::string kind;
  Json named_at;  // blamed for an unknown kind
  GivenParams params;
};

// A full id typed wrong. Ids of one vendor share most of their letters, so that only the
// last part says how many may differ.
std::string_view nearest_full_id(KindClass kind_class, std::string_view name,
                                 const ir::Catalog& catalog) {
  constexpr std::size_t kLongestName = 256;
  const auto dot = name.rfind('.');
  if (dot == name.npos || name.size() > kLongestName) return {};
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, (name.size() - dot - 1) / 3) + 1;
  for (const ir::Kind& kind : catalog.kinds) {
    if (kind.kind_class != kind_class) continue;
    const std::size_t distance = edit_distance(name, kind.id);
    if (distance < best_distance) best = kind.id, best_distance = distance;
  }
  return best;
}

bool is_near_short_name(KindClass kind_class, std::string_view name, const ir::Catalog& catalog) {
  std::vector<std::string_view> names;
  for (const ir::Kind& kind : catalog.kinds)
    if (kind.kind_class == kind_class) names.push_back(kind.short_name());
  return !nearest(name, names).empty();
}

// Nothing near is known, so that it is no typing mistake: a plugin is missing.
void report_missing_plugin(KindClass kind_class, const Instance& instance, Report& report) {
  const std::string class_name = name_of(kind_class);
  const bool is_full_id = instance.kind.find('.') != std::string::npos;
  report.plugin_error(
      instance.named_at, "unknown " + class_name + " " + in_quotes(instance.kind),
      is_full_id
          ? "install the plugin that provides it, or name its folder with --plugins"
          : "no plugin provides it: add its folder with --plugins or remove the " + class_name);
}

ir::KindId find_kind(KindClass kind_class, const Instance& instance, const Loading& loading) {
  const auto found = loading.catalog.find(kind_class, instance.kind);
  if (found) return *found;
  Report& report = loading.report;
  const std::string& what = found.error().what;
  const auto cut = what.find("; ");
  const std::string message = what.substr(0, cut);
  const bool is_ambiguous = message.find("is not unique") != std::string::npos;
  if (is_ambiguous || is_near_short_name(kind_class, instance.kind, loading.catalog)) {
    report.error(instance.named_at, message, cut == what.npos ? "" : what.substr(cut + 2));
  } else if (const auto id = nearest_full_id(kind_class, instance.kind, loading.catalog);
             !id.empty()) {
    report.error(instance.named_at, message, "did you mean \"" + std::string(id) + "\"?");
  } else {
    report_missing_plugin(kind_class, instance, report);
  }
  return {};
}

std::string keys_of(const Json& object) {
  constexpr std::uint32_t kEnough = 4;
  std::string out;
  std::uint32_t told = 0;
  for (const Json member : object) {
    if (told++ == kEnough) return out + " and more";
    out += (out.empty() ? "" : ", ") + in_quotes(member.key());
  }
  return out.empty() ? "none" : out;
}

// {"blur": 8} and {"blur": {"sigma": 8}} differ only once the kind is known.
bool names_param(const Json& object, const ir::Kind& kind) {
  for (const Json member : object)
    for (const ir::ParamSchema& schema : kind.params) {
      if (schema.id == member.key()) return true;
      for (const ir::ParamAlias& alias : schema.aliases)
        if (alias.id == member.key()) return true;
    }
  return false;
}

void read_effect(const Json& value, Loading& loading, std::vector<ir::Effect>& effects) {
  Report& report = loading.report;
  if (!value.is_object())
    return report.wrong_type(value, "an object such as {\"blur\": {\"sigma\": 8}}");
  const auto canonical = value.find("kind");
  if (!canonical && value.size() != 1)
    return report.error(value,
                        "an effect has \"kind\" and \"params\", or one key that is its kind; "
                        "this one has: " +
                            keys_of(value),
                        "write {\"kind\": \"blur\", \"params\": {\"sigma\": 8}} or {\"blur\": 8}");
  Instance instance{{}, value, {}};
  std::optional<Json> inputs;
  if (canonical) {
    ObjectReader reader(value, report);
    if (const auto kind = read_name(*reader.take("kind"), report)) instance.kind = *kind;
    instance.params.by_name = reader.take("params");
    inputs = reader.take("inputs");
    reader.finish();
  } else {
    instance.kind = (*value.begin()).key();
  }
  if (canonical && instance.kind.empty()) return;
  ir::Effect effect;
  effect.kind = find_kind(KindClass::effect, instance, loading);
  if (!effect.kind) return;
  const ir::Kind& kind = loading.catalog[effect.kind];
  if (!canonical) instance.params = shorthand_params(*value.begin(), kind);
  effect.params = read_params(kind, instance.params, value, loading);
  effect.inputs = read_inputs(kind, inputs, value, loading);
  effect.pointer = loading.add_text(value.pointer());
  effects.push_back(effect);
}

void read_duration(const Json& value, ir::Transition& out, Report& report) {
  out.duration_frames = read_whole(value, 1, kMaxFrames, report).value_or(1);
}

// {"kind": "wipe", "duration_frames": 15, "ease": .., "params": {..}}
void read_canonical(const Json& value, Instance& instance, ir::Transition& out, Loading& loading) {
  Report& report = loading.report;
  ObjectReader reader(value, report);
  if (const auto kind = read_name(*reader.take("kind"), report)) instance.kind = *kind;
  if (const auto given = reader.need("duration_frames", "a transition"))
    read_duration(*given, out, report);
  if (const auto given = reader.take("ease")) {
    const EaseValue ease = read_ease(*given, loading.out.curves, report).value_or(EaseValue{});
    out.ease = ease.ease;
    out.ease_shape = ease.shape;
  }
  instance.params.by_name = reader.take("params");
  reader.finish();
}

// {"crossfade": 15}
void read_shorthand(const Json& duration, Instance& instance, ir::Transition& out, Report& report) {
  instance.kind = duration.key();
  read_duration(duration, out, report);
}

}  // namespace

GivenParams shorthand_params(const Json& value, const ir::Kind& kind) {
  GivenParams params;
  if (value.is_object() && (names_param(value, kind) || !spells_value(value)))
    params.by_name = value;
  else
    params.first_value = value;
  return params;
}

Span32 read_effects(const Json& array, Loading& loading) {
  if (!array.is_array()) {
    loading.report.wrong_type(array, "an array of effects");
    return {};
  }
  std::vector<ir::Effect> effects;
  for (const Json element : array) read_effect(element, loading, effects);
  return appended(loading.out.effects, effects);
}

ir::TransitionIdx read_transition(const Json& value, Loading& loading) {
  if (value.is_null()) return {};
  Report& report = loading.report;
  const std::size_t errors_before = report.error_count();
  ir::Transition transition;
  Instance instance{{}, value, {}};
  instance.params.may_animate = false;
  if (!value.is_object())
    report.wrong_type(value, "an object such as {\"crossfade\": 15}");
  else if (value.find("kind"))
    read_canonical(value, instance, transition, loading);
  else if (value.size() == 1)
    read_shorthand(*value.begin(), instance, transition, report);
  else
    report.error(value,
                 "a transition has \"kind\" and \"duration_frames\", or one key that is its "
                 "kind; this one has: " +
                     keys_of(value),
                 "write {\"kind\": \"crossfade\", \"duration_frames\": 15} or {\"crossfade\": 15}");
  const bool has_name = !(instance.kind.empty() && report.error_count() != errors_before);
  if (has_name) transition.kind = find_kind(KindClass::transition, instance, loading);
  if (!transition.kind) return {};
  transition.params =
      read_params(loading.catalog[transition.kind], instance.params, value, loading);
  if (report.error_count() != errors_before) return {};
  transition.pointer = loading.add_text(value.pointer());
  loading.out.transitions.push_back(transition);
  return ir::TransitionIdx{loading.out.transitions.size() - 1};
}

}  // namespace lattice::schema
