#include "expr/references.h"

#include <algorithm>
#include <string>

#include "base/suggest.h"
#include "expr/lexer.h"

namespace lattice::expr {
namespace {

// Names are the author's and may be many: no list of them all, and no search without end.
constexpr std::size_t kMostNamesCompared = 1000;
constexpr std::size_t kMostNamesListed = 16;

std::string quoted(std::string_view name) { return "\"" + std::string(name) + "\""; }

// `; did you mean "x"?`, `; known: a, b`, or nothing.
std::string hint(std::string_view typed, std::vector<std::string_view> known) {
  if (known.size() > kMostNamesCompared) known.resize(kMostNamesCompared);
  if (nearest(typed, known).empty() && known.size() > kMostNamesListed) return {};
  const std::string text = suggestion(typed, known);
  return text.empty() ? text : "; " + text;
}

// Which lane of a value ".g" is; none when its type has no such component.
std::optional<std::uint32_t> component_index(Type type, std::string_view name) {
  const std::string_view names = type == Type::vec2 ? "xy" : type == Type::color ? "rgba" : "";
  const std::size_t at = name.size() == 1 ? names.find(name[0]) : std::string_view::npos;
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint32_t>(at);
}

// The lanes of a leaf, or the one that `component` says; lane(i) makes the i-th.
template <class MakeLane>
TypedLanes lanes_of(Type type, std::optional<std::uint32_t> component, MakeLane&& lane) {
  if (component) return {Type::f64, {lane(*component)}};
  TypedLanes value{type};
  for (std::uint32_t i = 0; i < lane_count(type); ++i) value.lanes[i] = lane(i);
  return value;
}

}  // namespace

Result<TypedLanes> ReferenceLowering::read(const Reference& reference) {
  switch (reference.scope) {
    case Scope::vars: return variable(reference);
    case Scope::time: return time(reference);
    case Scope::item: return item(reference);
    case Scope::index: return index(reference);
    case Scope::self:
    case Scope::nodes: break;
  }
  LATTICE_TRY_ASSIGN(const Named read, property(reference));
  mention(out_.reads, read.property, reference);
  return lanes_of(read.property.type, read.component,
                  [&](std::uint32_t i) { return build_.property(read.property.id, i); });
}

Result<TypedLanes> ReferenceLowering::sample(const Reference& reference, Lane seconds) {
  LATTICE_TRY_ASSIGN(const Named sampled, property(reference));
  mention(out_.sampled, sampled.property, reference);
  return lanes_of(sampled.property.type, sampled.component,
                  [&](std::uint32_t i) { return build_.sample(sampled.property.id, i, seconds); });
}

Result<ReferenceLowering::Named> ReferenceLowering::property(const Reference& reference) const {
  const bool is_self = reference.scope == Scope::self;
  const auto owner = is_self ? resolver_.self() : resolver_.node(reference.name);
  if (!owner)
    return fail_at(source_, reference.name_offset,
                   is_self ? "there is no node here that self could mean; write nodes.<id>"
                           : "unknown node " + quoted(reference.name) +
                                 hint(reference.name, resolver_.node_ids()));
  if (const auto named = find(resolver_, *owner, reference.lane)) return *named;
  return fail_at(source_, reference.lane_offset,
                 "unknown lane " + quoted(reference.lane) + " of " +
                     (is_self ? "self" : "node " + quoted(reference.name)) +
                     hint(reference.lane, resolver_.lanes(*owner)));
}

std::optional<ReferenceLowering::Named> ReferenceLowering::find(const Resolver& resolver,
                                                                OwnerId owner,
                                                                std::string_view lane) {
  if (const auto found = resolver.property(owner, lane)) return Named{*found, {}};
  const std::size_t dot = lane.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto whole = resolver.property(owner, lane.substr(0, dot));
  if (!whole) return std::nullopt;
  const auto component = component_index(whole->type, lane.substr(dot + 1));
  if (!component) return std::nullopt;
  return Named{*whole, component};
}

void ReferenceLowering::mention(std::vector<PropertyUse>& uses, const Property& property,
                                const Reference& reference) const {
  const auto known = std::find_if(uses.begin(), uses.end(), [&](const PropertyUse& use) {
    return use.property.id == property.id;
  });
  if (known == uses.end()) uses.push_back({property, column_at(source_, reference.name_offset)});
}

Result<TypedLanes> ReferenceLowering::variable(const Reference& reference) {
  const auto found = resolver_.variable(reference.name);
  if (!found)
    return fail_at(
        source_, reference.name_offset,
        "unknown variable " + quoted(reference.name) + hint(reference.name, resolver_.variables()));
  if (!found->refusal.empty())
    return fail_at(source_, reference.name_offset,
                   "variable " + quoted(reference.name) +
                       " cannot be used in an expression: " + std::string(found->refusal));
  const auto known =
      std::find_if(out_.variables.begin(), out_.variables.end(),
                   [&](const Variable& variable) { return variable.id == found->id; });
  if (known == out_.variables.end()) out_.variables.push_back({found->id, found->type, {}});
  return lanes_of(found->type, {}, [&](std::uint32_t i) { return build_.variable(found->id, i); });
}

Result<TypedLanes> ReferenceLowering::time(const Reference& reference) {
  const auto names = time_field_names();
  const auto found = std::find(names.begin(), names.end(), reference.name);
  if (found == names.end())
    return fail_at(
        source_, reference.name_offset,
        "unknown time " + quoted(reference.name) + "; " + suggestion(reference.name, names));
  TypedLanes value{Type::f64};
  value.lanes[0] = build_.time(static_cast<TimeField>(found - names.begin()));
  return value;
}

TypedLanes ReferenceLowering::constant(const Value& value) {
  return lanes_of(value.type, {}, [&](std::uint32_t i) { return build_.constant(value.lanes[i]); });
}

// item.x is a field called x, or else the x of an item that is a vec2.
Result<TypedLanes> ReferenceLowering::item(const Reference& reference) {
  auto found = resolver_.item(reference.name);
  if (!found) {
    const auto whole = resolver_.item("");
    const auto component =
        whole ? component_index(whole->value.type, reference.name) : std::nullopt;
    if (component && whole->refusal.empty())
      found = Item{{Type::f64, {whole->value.lanes[*component]}}, {}};
  }
  const std::string shown = reference.name.empty() ? "item" : "item." + reference.name;
  if (found && found->refusal.empty()) return constant(found->value);
  if (found)
    return fail_at(source_, reference.name_offset,
                   shown + " cannot be used in an expression: " + std::string(found->refusal));
  if (!resolver_.index())
    return fail_at(source_, reference.name_offset,
                   "item is the row of a repeat, and there is no repeat around this");
  return fail_at(source_, reference.name_offset,
                 reference.name.empty()
                     ? "the item of this repeat is a record; name one of its fields" +
                           hint(reference.name, resolver_.item_fields())
                     : "unknown field " + quoted(reference.name) + " of item" +
                           hint(reference.name, resolver_.item_fields()));
}

Result<TypedLanes> ReferenceLowering::index(const Reference& reference) {
  if (const auto index = resolver_.index()) return constant({Type::f64, {*index}});
  return fail_at(source_, reference.name_offset,
                 "index counts the rows of a repeat, and there is no repeat around this");
}

}  // namespace lattice::expr
