#include "base/diagnostic.h"

#include <algorithm>

#include "base/json_writer.h"

namespace lattice {

std::string Diagnostic::text() const {
  std::string out = file;
  if (!pointer.empty()) {
    if (!out.empty() && pointer.front() != ':') out += ':';
    out += pointer;
  }
  if (!out.empty()) out += ": ";
  out += message;
  if (!remedy.empty()) out += "; " + remedy;
  if (!node.empty()) out += " (node \"" + node + "\")";
  return out;
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void write_diagnostics(JsonWriter& json, const Diagnostics& diagnostics) {
  static constexpr const char* kSeverity[] = {"error", "warning", "info"};
  json.begin_object().key("diagnostics").begin_array();
  for (const Diagnostic& d : diagnostics) {
    json.begin_object()
        .member("severity", kSeverity[static_cast<int>(d.severity)])
        .member("domain", d.domain)
        .member("file", d.file)
        .member("pointer", d.pointer)
        .member("node", d.node)
        .member("message", d.message)
        .member("remedy", d.remedy)
        .end_object();
  }
  json.end_array().end_object();
}

}  // namespace lattice
