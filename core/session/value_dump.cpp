#include "session/value_dump.h"

#include <string_view>

namespace lattice::session {
namespace {

template <class T>
void write_list(JsonWriter& json, const T* numbers, std::size_t count) {
  json.begin_inline_array();
  for (std::size_t i = 0; i < count; ++i) json.value(static_cast<double>(numbers[i]));
  json.end_inline_array();
}

void write_value(JsonWriter& json, const ir::ParamSchema& schema, const lattice_value& value) {
  switch (schema.type) {
    case ir::ParamType::f64: json.value(value.f64); break;
    case ir::ParamType::integer: json.value(std::int64_t{value.i64}); break;
    case ir::ParamType::vec2: write_list(json, value.vec2, 2); break;
    case ir::ParamType::vec3: write_list(json, value.vec3, 3); break;
    case ir::ParamType::color: write_list(json, value.rgba, 4); break;
    case ir::ParamType::boolean: json.value(value.index != 0); break;
    case ir::ParamType::choice: json.value(schema.choices[value.index].id); break;
    case ir::ParamType::string: json.value(std::string_view(value.str.data, value.str.size)); break;
    case ir::ParamType::f64_array:
    case ir::ParamType::curve: write_list(json, value.array.data, value.array.count); break;
  }
}

}  // namespace

void write_values(JsonWriter& json, const ir::Kind& kind, std::span<const lattice_value> values) {
  json.begin_inline_object();
  for (std::size_t i = 0; i < values.size(); ++i) {
    json.key(kind.params[i].id);
    write_value(json, kind.params[i], values[i]);
  }
  json.end_inline_object();
}

}  // namespace lattice::session
