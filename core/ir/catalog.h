// Every kind of effect, transition, artifact and sink that the host knows, as plain data.
// `plugin` fills it from the scan; names turn into dense KindIds here and nowhere later.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace lattice::ir {

enum class KindClass : std::uint8_t { effect, transition, artifact, sink };

// "effect", "transition", ...
const char* name_of(KindClass kind_class);

// The values are those of lattice/param.h.
enum class ParamType : std::uint8_t {
  f64 = 1,
  integer,
  vec2,
  vec3,
  color,
  boolean,
  choice,
  string,
  f64_array,
  curve
};

// "number", "integer", "vec2", ...
const char* name_of(ParamType type);
// Numbers that animate one by one: 1 for f64, 2 for vec2, 4 for colour; 0 for those that
// never animate.
int lane_count(ParamType type);

struct Choice {
  std::string id;
  std::string hint;
};

struct ParamAlias {
  std::string id;
  double factor = 1;  // value = given * factor
};

struct ParamSchema {
  std::string id;
  std::string hint;
  std::string unit;
  ParamType type = ParamType::f64;
  bool animates = false;
  bool scales = false;  // a length in canonical pixels
  bool hidden = false;
  bool required = false;
  double min = 0, max = 0;                     // equal: unbounded
  std::uint32_t min_count = 0, max_count = 0;  // f64_array, curve: numbers; 0 = any
  std::array<double, 4> initial{};             // lanes; bool, int and choice index in [0]
  std::vector<double> initial_array;
  std::string initial_text;
  std::vector<Choice> choices;
  std::vector<ParamAlias> aliases;

  bool bounded() const { return min != max; }
};

struct PortSchema {
  std::string id;
  bool optional = false;
};

struct Kind {
  KindClass kind_class = KindClass::effect;
  std::string id;  // "org.lattice.blur"
  std::string label;
  std::string summary;
  std::uint32_t content_version = 0;
  std::uint32_t flags = 0;             // as in the C header of its class
  std::uint32_t library = 0;           // index into Catalog::libraries
  std::uint32_t index_in_library = 0;  // in the plugin's array of its class
  std::vector<ParamSchema> params;
  std::vector<PortSchema> ports;        // effects, transitions
  std::uint32_t planes = 0;             // artifacts: bits
  std::uint32_t policy = 0;             // artifacts
  std::uint32_t max_held = 0;           // sinks
  std::vector<std::string> extensions;  // sinks

  // "blur": what follows the last dot of the id.
  std::string_view short_name() const;
};

struct Library {
  std::string path;
  std::string id;
  std::string version;
  std::string vendor;
  std::string build_id;  // hex; empty when it has none
};

using KindId = Id<struct KindTag, std::uint16_t>;

struct Catalog {
  std::vector<Library> libraries;  // sorted by path
  std::vector<Kind> kinds;         // sorted by class, then id: dense ids are reproducible

  const Kind& operator[](KindId id) const { return kinds[id.index()]; }

  // By full id, or by short name where that is unique in its class. The error's text is
  // what a user needs: the nearest name, or the full ids to choose from. Its code tells a
  // wrong name (Code::invalid) from one that no plugin here provides (Code::plugin).
  Result<KindId> find(KindClass kind_class, std::string_view name) const;
  // The sinks that write files with this extension (no dot, lower case).
  std::vector<KindId> sinks_for_extension(std::string_view extension) const;
};

}  // namespace lattice::ir
