#include "ir/catalog.h"

#include <algorithm>

#include "base/suggest.h"

namespace lattice::ir {

const char* name_of(KindClass kind_class) {
  static constexpr const char* kNames[] = {"effect", "transition", "artifact", "sink"};
  return kNames[static_cast<int>(kind_class)];
}

const char* name_of(ParamType type) {
  static constexpr const char* kNames[] = {"?",       "number", "integer", "vec2",  "vec3", "color",
                                           "boolean", "choice", "string",  "array", "curve"};
  return kNames[static_cast<int>(type)];
}

int lane_count(ParamType type) {
  switch (type) {
    case ParamType::f64:
    case ParamType::integer: return 1;
    case ParamType::vec2: return 2;
    case ParamType::vec3: return 3;
    case ParamType::color: return 4;
    default: return 0;
  }
}

std::string_view Kind::short_name() const {
  const std::string_view full = id;
  const auto dot = full.rfind('.');
  return dot == full.npos ? full : full.substr(dot + 1);
}

Result<KindId> Catalog::find(KindClass kind_class, std::string_view name) const {
  KindId found;
  std::string candidates;
  std::vector<std::string_view> known;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const Kind& kind = kinds[i];
    if (kind.kind_class != kind_class) continue;
    if (kind.id == name) return KindId{i};
    known.push_back(kind.short_name());
    if (kind.short_name() != name) continue;
    if (found) candidates += (candidates.empty() ? kinds[found.index()].id : "") + " or " + kind.id;
    found = KindId{i};
  }
  const std::string class_name = name_of(kind_class);
  if (!candidates.empty())
    return fail(Code::invalid, {},
                "the short name \"" + std::string(name) + "\" of " + class_name +
                    "s is not unique; write " + candidates);
  if (found) return found;
  std::string text = "unknown " + class_name + " \"" + std::string(name) + "\"";
  text += known.empty() ? "; no plugin with " + class_name + "s was found, see --plugins"
                        : "; " + suggestion(name, known);
  return fail(nearest(name, known).empty() ? Code::plugin : Code::invalid, {}, text);
}

std::vector<KindId> Catalog::sinks_for_extension(std::string_view extension) const {
  std::vector<KindId> out;
  for (std::size_t i = 0; i < kinds.size(); ++i)
    if (kinds[i].kind_class == KindClass::sink &&
        std::find(kinds[i].extensions.begin(), kinds[i].extensions.end(), extension) !=
            kinds[i].extensions.end())
      out.push_back(KindId{i});
  return out;
}

}  // namespace lattice::ir
