// One finding about an input, for people and for machines. Loading collects them all
// instead of stopping at the first.
#pragma once
#include <string>
#include <vector>

namespace lattice {

enum class Severity : unsigned char { error, warning, info };

struct Diagnostic {
  Severity severity = Severity::error;
  std::string domain;   // "json", "composition", "plugin", "asset", "export"
  std::string file;     // as the user gave it
  std::string pointer;  // JSON pointer; or ":line:column" for what is not JSON
  std::string node;     // node id, when one is concerned
  std::string message;  // one sentence, without a full stop
  std::string remedy;   // what to do; may be empty

  // scene.json:/root/effects/0: unknown effect "blurr"; did you mean "blur"? (node "card")
  std::string text() const;
};

using Diagnostics = std::vector<Diagnostic>;

bool has_errors(const Diagnostics& diagnostics);

class JsonWriter;
// {"diagnostics": [{severity, domain, file, pointer, node, message, remedy}]}
void write_diagnostics(JsonWriter& json, const Diagnostics& diagnostics);

}  // namespace lattice
