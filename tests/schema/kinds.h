// A small catalog made by hand: what the tests of the loader may name.
#pragma once
#include "ir/catalog.h"

namespace lattice::test {

inline ir::ParamSchema param(std::string id, ir::ParamType type, bool animates = false) {
  ir::ParamSchema schema;
  schema.id = std::move(id);
  schema.type = type;
  schema.animates = animates;
  return schema;
}

inline ir::ParamSchema number(std::string id, double initial, double min, double max) {
  ir::ParamSchema schema = param(std::move(id), ir::ParamType::f64, true);
  schema.initial[0] = initial;
  schema.min = min;
  schema.max = max;
  return schema;
}

inline ir::ParamSchema choice(std::string id, std::initializer_list<const char*> ids) {
  ir::ParamSchema schema = param(std::move(id), ir::ParamType::choice);
  for (const char* name : ids) schema.choices.push_back({name, {}});
  return schema;
}

inline ir::Kind kind(ir::KindClass kind_class, std::string id,
                     std::vector<ir::ParamSchema> params = {}) {
  ir::Kind made;
  made.kind_class = kind_class;
  made.id = std::move(id);
  made.params = std::move(params);
  if (kind_class == ir::KindClass::effect) made.ports = {{"src", false}};
  if (kind_class == ir::KindClass::transition) made.ports = {{"from", false}, {"to", false}};
  return made;
}

// One param of every type.
inline std::vector<ir::ParamSchema> every_type() {
  using ir::ParamType;
  auto color = param("color", ParamType::color, true);
  color.initial = {1, 1, 1, 1};
  auto count = param("count", ParamType::integer, true);
  count.min = 0, count.max = 10;
  auto table = param("table", ParamType::f64_array);
  table.min_count = 2, table.max_count = 4, table.initial_array = {0, 1};
  auto curve = param("curve", ParamType::curve);
  curve.min_count = 4;
  curve.initial_array = {0, 0, 1, 1};
  auto text = param("text", ParamType::string);
  text.initial_text = "hello";
  auto secret = param("secret", ParamType::f64);
  secret.hidden = true;
  return {number("amount", 1, 0, 2),
          color,
          count,
          param("at", ParamType::vec2, true),
          param("axis", ParamType::vec3, true),
          param("loud", ParamType::boolean),
          choice("side", {"left", "right"}),
          table,
          curve,
          text,
          secret};
}

inline ir::Catalog kinds() {
  using ir::KindClass;
  auto sigma = number("sigma", 8, 0, 250);
  sigma.scales = true;
  sigma.aliases = {{"radius", 0.5}, {"radius_px", 0.5}};
  auto matrix = param("matrix", ir::ParamType::f64_array);
  matrix.min_count = matrix.max_count = 20;
  matrix.required = true;
  auto displace = kind(KindClass::effect, "org.lattice.displace");
  displace.ports.push_back({"map", false});
  displace.ports.push_back({"mask", true});
  ir::Catalog catalog;
  catalog.kinds = {
      kind(KindClass::effect, "com.acme.glow"),
      kind(KindClass::effect, "org.lattice.blur",
           {sigma, choice("edge", {"transparent", "clamp", "mirror"})}),
      kind(KindClass::effect, "org.lattice.color_matrix", {matrix}),
      displace,
      kind(KindClass::effect, "org.lattice.saturate", {number("amount", 1, 0, 10)}),
      kind(KindClass::effect, "org.other.glow"),
      kind(KindClass::effect, "test.everything", every_type()),
      kind(KindClass::transition, "org.lattice.crossfade"),
      kind(KindClass::transition, "org.lattice.wipe",
           {choice("dir", {"left_to_right", "right_to_left"}), number("soft_edge", 0, 0, 1)}),
  };
  return catalog;
}

}  // namespace lattice::test
