// How each part of a document is spelled: functions from what was read to what is printed. They
// say nothing of right and wrong; where a value has none of the forms of its part (a place that
// nobody read, such as the child of a repeat over no rows), it is printed as it is.
#pragma once
#include <span>

#include "schema/canonical.h"
#include "schema/canonical_text.h"
#include "schema/json.h"
#include "schema/lanes.h"

namespace lattice::schema {

struct Style {
  const ir::Catalog& catalog;
  bool is_brief = false;
};

using Rewrite = OutValue (*)(const Json& value, const Style& style);

// A key of an object, in the order of printing.
struct OutField {
  std::string_view key;
  Rewrite rewrite;
};

// ---- canonical_value.cpp
// As it is; the keys of objects are sorted, those of colours in their own order.
OutValue plain(const Json& value, const Style& style);
// What `fields` says, in its order, then whatever else there is.
OutValue rewritten(const Json& value, std::span<const OutField> fields, const Style& style);
void append_fields(OutValue& out, const Json& object, std::span<const OutField> fields,
                   std::span<const std::string_view> without, const Style& style);
// Members by name: their order means nothing.
OutValue by_name(const Json& value, Rewrite rewrite, const Style& style);

template <const auto& kFields>
OutValue object_of(const Json& value, const Style& style) {
  return rewritten(value, kFields, style);
}
template <Rewrite kRewrite>
OutValue map_of(const Json& value, const Style& style) {
  return by_name(value, kRewrite, style);
}
template <Rewrite kRewrite>
OutValue list_of(const Json& value, const Style& style) {
  if (!value.is_array()) return plain(value, style);
  OutValue out = out_array();
  for (const Json element : value) append(out, kRewrite(element, style));
  return out;
}

// ---- canonical_anim.cpp
OutValue anim(const Json& value, LaneShape shape, const Style& style);
template <LaneShape kShape>
OutValue anim_of(const Json& value, const Style& style) {
  return anim(value, kShape, style);
}
OutValue ease(const Json& value, const Style& style);

// ---- canonical_asset.cpp
OutValue asset(const Json& value, const Style& style);

// ---- canonical_effect.cpp
OutValue effect(const Json& value, const Style& style);
OutValue transition(const Json& value, const Style& style);

// ---- canonical_node.cpp
OutValue node(const Json& value, const Style& style);

}  // namespace lattice::schema
