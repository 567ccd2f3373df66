#include <string>
#include <vector>

#include "plugin/catalog_dump.h"
#include "plugin/number_text.h"

namespace lattice::plugin {
namespace {

using ir::ParamType;

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

std::string numbers_text(const ir::ParamSchema& p) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < static_cast<std::size_t>(ir::lane_count(p.type)); ++i)
    parts.push_back(number_text(p.initial[i]));
  for (const double number : p.initial_array) parts.push_back(number_text(number));
  return "[" + joined(parts) + "]";
}

std::string default_text(const ir::ParamSchema& p) {
  if (p.required) return "required";
  switch (p.type) {
    case ParamType::f64:
    case ParamType::integer: return "default " + number_text(p.initial[0]);
    case ParamType::boolean: return p.initial[0] != 0 ? "default true" : "default false";
    case ParamType::choice:
      return "default \"" + p.choices[static_cast<std::size_t>(p.initial[0])].id + "\"";
    case ParamType::string: return "default \"" + p.initial_text + "\"";
    default: return "default " + numbers_text(p);
  }
}

std::string count_text(const ir::ParamSchema& p) {
  if (p.min_count == p.max_count) return std::to_string(p.min_count) + " numbers";
  if (p.max_count == 0) return "at least " + std::to_string(p.min_count) + " numbers";
  return std::to_string(p.min_count) + " to " + std::to_string(p.max_count) + " numbers";
}

std::string param_text(const ir::ParamSchema& p) {
  std::vector<std::string> facts = {ir::name_of(p.type), default_text(p)};
  if (p.bounded()) facts.push_back(number_text(p.min) + " to " + number_text(p.max));
  if (!p.unit.empty()) facts.push_back("in " + p.unit);
  if (p.min_count != 0 || p.max_count != 0) facts.push_back(count_text(p));
  if (p.animates) facts.push_back("animates");
  if (p.scales) facts.push_back("scales with the picture");
  std::string out = "  " + p.id + ": " + joined(facts) + "\n";
  if (!p.hint.empty()) out += "      " + p.hint + "\n";
  for (const ir::Choice& choice : p.choices)
    out += "      \"" + choice.id + "\": " + choice.hint + "\n";
  for (const ir::ParamAlias& alias : p.aliases) {
    out += "      also as " + alias.id;
    if (alias.factor != 1) out += ", times " + number_text(alias.factor);
    out += "\n";
  }
  return out;
}

std::string params_text(const ir::Kind& kind) {
  std::string out;
  for (const ir::ParamSchema& param : kind.params)
    if (!param.hidden) out += param_text(param);
  return out.empty() ? "\nParams: none\n" : "\nParams:\n" + out;
}

std::string ports_text(const ir::Kind& kind) {
  std::vector<std::string> parts;
  for (const ir::PortSchema& port : kind.ports)
    parts.push_back(port.id + (port.optional ? " (optional)" : ""));
  return parts.empty() ? "" : "\nPorts: " + joined(parts) + "\n";
}

}  // namespace

std::string kind_page(const ir::Catalog& catalog, ir::KindId id) {
  const ir::Kind& kind = catalog[id];
  const ir::Library& library = catalog.libraries[kind.library];
  std::string out = kind.label + " (" + ir::name_of(kind.kind_class) + " \"" +
                    std::string(kind.short_name()) + "\")\n";
  if (!kind.summary.empty()) out += kind.summary + "\n";
  out += "\nId: " + kind.id + "\n";
  out += "Library: " + library.id + " " + library.version;
  if (!library.vendor.empty()) out += " by " + library.vendor;
  out += "\nFile: " + library.path + "\n";
  out += params_text(kind) + ports_text(kind);
  if (!kind.extensions.empty()) out += "\nExtensions: " + joined(kind.extensions) + "\n";
  return out;
}

}  // namespace lattice::plugin
