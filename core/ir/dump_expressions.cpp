#include "ir/dump_expressions.h"

#include "ir/dump.h"

namespace lattice::ir {
namespace {

// Without the article that sentences need.
std::string_view type_word(VariableType type) {
  const std::string_view name = name_of(type);
  return name.substr(name.find(' ') + 1);
}

void dump_value(JsonWriter& json, const Composition& c, const Variable& variable) {
  switch (variable.type) {
    case VariableType::boolean: json.value(variable.lanes[0] != 0); return;
    case VariableType::number: json.value(variable.lanes[0]); return;
    case VariableType::string: json.value(c.text(variable.text)); return;
    case VariableType::list: json.null(); return;
    case VariableType::vec2:
    case VariableType::color: break;
  }
  json.begin_inline_array();
  for (std::size_t i = 0; i < (variable.type == VariableType::vec2 ? 2u : 4u); ++i)
    json.value(variable.lanes[i]);
  json.end_inline_array();
}

// Outermost first: [["delay", 10]].
void dump_bends(JsonWriter& json, const Composition& c, Span32 bends) {
  json.key("bends").begin_inline_array();
  for (std::uint32_t i = bends.first; i < bends.end(); ++i) {
    const Bend& bend = c.expressions.bends[i];
    json.begin_inline_array().value(anim::name_of(bend.kind)).value(bend.number);
    json.end_inline_array();
  }
  json.end_inline_array();
}

void dump_computed(JsonWriter& json, const Composition& c, std::size_t index) {
  const Computed& computed = c.expressions.computed[index];
  const TimeOwner& time = c.expressions.times[computed.time.index()];
  json.begin_inline_object().member("index", static_cast<std::uint64_t>(index));
  // Other lanes are called after their place in the file, which says nothing of what they do.
  const bool is_named = computed.property.index() < c.nodes.size() * kPropertyKeys;
  if (is_named) json.member("name", c.text(computed.name));
  if (computed.text) {
    json.member("expr", c.text(computed.text));
  } else {
    json.key("lane");
    dump_lane(json, computed.lane, c.curves);
  }
  json.member("time", c.text(c.node(time.node).id));
  if (!time.bends.empty()) dump_bends(json, c, time.bends);
  json.end_inline_object();
}

}  // namespace

void dump_variables(JsonWriter& json, const Composition& c) {
  if (c.variables.empty()) return;
  json.key("variables").begin_array();
  for (const Variable& variable : c.variables) {
    json.begin_inline_object().member("name", c.text(variable.name));
    json.member("type", type_word(variable.type)).key("value");
    dump_value(json, c, variable);
    json.member("shapes", variable.shapes).end_inline_object();
  }
  json.end_array();
}

void dump_expressions(JsonWriter& json, const Composition& c) {
  if (c.expressions.computed.empty()) return;
  json.key("expressions").begin_array();
  for (std::size_t i = 0; i < c.expressions.computed.size(); ++i) dump_computed(json, c, i);
  json.end_array();
}

}  // namespace lattice::ir
