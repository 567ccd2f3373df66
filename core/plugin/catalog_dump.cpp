#include "plugin/catalog_dump.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/json_writer.h"

namespace lattice::plugin {
namespace {

using ir::ParamType;

void write_library(JsonWriter& json, const ir::Library& library) {
  json.begin_object()
      .member("path", library.path)
      .member("id", library.id)
      .member("version", library.version)
      .member("vendor", library.vendor)
      .member("build_id", library.build_id)
      .end_object();
}

void write_initial(JsonWriter& json, const ir::ParamSchema& p) {
  json.key("initial");
  const auto& lanes = p.initial;
  switch (p.type) {
    case ParamType::f64: json.value(lanes[0]); return;
    case ParamType::integer: json.value(static_cast<std::int64_t>(lanes[0])); return;
    case ParamType::boolean: json.value(lanes[0] != 0); return;
    case ParamType::choice: json.value(p.choices[static_cast<std::size_t>(lanes[0])].id); return;
    case ParamType::string: json.value(p.initial_text); return;
    default: break;
  }
  json.begin_inline_array();
  const auto count = static_cast<std::size_t>(ir::lane_count(p.type));
  for (std::size_t i = 0; i < count; ++i) json.value(lanes[i]);
  for (const double number : p.initial_array) json.value(number);
  json.end_inline_array();
}

void write_names(JsonWriter& json, const ir::ParamSchema& p) {
  json.key("choices").begin_array();
  for (const ir::Choice& choice : p.choices)
    json.begin_inline_object()
        .member("id", choice.id)
        .member("hint", choice.hint)
        .end_inline_object();
  json.end_array().key("aliases").begin_array();
  for (const ir::ParamAlias& alias : p.aliases)
    json.begin_inline_object()
        .member("id", alias.id)
        .member("factor", alias.factor)
        .end_inline_object();
  json.end_array();
}

void write_param(JsonWriter& json, const ir::ParamSchema& p) {
  json.begin_object()
      .member("id", p.id)
      .member("type", ir::name_of(p.type))
      .member("hint", p.hint)
      .member("unit", p.unit)
      .member("animates", p.animates)
      .member("scales", p.scales)
      .member("hidden", p.hidden)
      .member("required", p.required);
  if (!p.required) write_initial(json, p);
  if (p.bounded()) json.member("min", p.min).member("max", p.max);
  if (p.min_count != 0 || p.max_count != 0)
    json.member("min_count", p.min_count).member("max_count", p.max_count);
  if (!p.choices.empty() || !p.aliases.empty()) write_names(json, p);
  json.end_object();
}

void write_kind(JsonWriter& json, const ir::Kind& kind) {
  json.begin_object()
      .member("class", ir::name_of(kind.kind_class))
      .member("id", kind.id)
      .member("label", kind.label)
      .member("summary", kind.summary)
      .member("content_version", kind.content_version)
      .member("flags", kind.flags)
      .member("library", kind.library);
  json.key("params").begin_array();
  for (const ir::ParamSchema& param : kind.params) write_param(json, param);
  json.end_array().key("ports").begin_array();
  for (const ir::PortSchema& port : kind.ports)
    json.begin_inline_object()
        .member("id", port.id)
        .member("optional", port.optional)
        .end_inline_object();
  json.end_array();
  if (kind.kind_class == ir::KindClass::artifact)
    json.member("planes", kind.planes).member("policy", kind.policy);
  if (kind.kind_class == ir::KindClass::sink) {
    json.member("max_held", kind.max_held).key("extensions").begin_inline_array();
    for (const std::string& extension : kind.extensions) json.value(extension);
    json.end_inline_array();
  }
  json.end_object();
}

// Columns a terminal needs for UTF-8 text: its code points.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string_view file_name(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

constexpr std::size_t kColumns = 6;
using Row = std::array<std::string, kColumns>;

}  // namespace

void write_catalog(JsonWriter& json, const ir::Catalog& catalog) {
  json.begin_object().key("libraries").begin_array();
  for (const ir::Library& library : catalog.libraries) write_library(json, library);
  json.end_array().key("kinds").begin_array();
  for (const ir::Kind& kind : catalog.kinds) write_kind(json, kind);
  json.end_array().end_object();
}

std::string catalog_table(const ir::Catalog& catalog) {
  std::vector<Row> rows = {{"CLASS", "NAME", "ID", "VERSION", "SUMMARY", "FILE"}};
  for (const ir::Kind& kind : catalog.kinds) {
    const ir::Library& library = catalog.libraries[kind.library];
    rows.push_back({ir::name_of(kind.kind_class), std::string(kind.short_name()), kind.id,
                    library.version, kind.summary, std::string(file_name(library.path))});
  }
  std::array<std::size_t, kColumns> widths{};
  for (const Row& row : rows)
    for (std::size_t i = 0; i < kColumns; ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  std::string out;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i + 1 < kColumns; ++i)
      out += row[i] + std::string(widths[i] - width_of(row[i]) + 2, ' ');
    out += row.back() + '\n';
  }
  return out;
}

}  // namespace lattice::plugin
