#include "plugin/kind_rules.h"

#include <lattice/plugin.h>

#include <set>
#include <utility>

#include "plugin/broken_rule.h"
#include "plugin/limits.h"
#include "plugin/text_rules.h"

namespace lattice::plugin {
namespace {

using ir::KindClass;

bool is_filter(const ir::Kind& kind) {
  return kind.kind_class == KindClass::effect || kind.kind_class == KindClass::transition;
}

std::uint32_t known_flags(KindClass kind_class) {
  switch (kind_class) {
    case KindClass::effect:
    case KindClass::transition: return LATTICE_FILTER_VARIES | LATTICE_FILTER_POINTWISE;
    case KindClass::sink:
      return LATTICE_SINK_IN_ORDER | LATTICE_SINK_PARALLEL | LATTICE_SINK_FILE_PER_FRAME |
             LATTICE_SINK_NO_FILES;
    case KindClass::artifact: break;
  }
  return 0;
}

// Param ids and aliases share one name space: a composition may use either.
Result<void> check_params(const ir::Kind& kind, const std::string& where) {
  if (kind.params.size() > kMaxParams)
    return refuse(DescriptionRule::other, where, "has too many params");
  std::set<std::string_view> names;
  for (const ir::ParamSchema& param : kind.params) {
    const std::string place = where + ", param \"" + param.id + "\"";
    LATTICE_TRY(check_param(param, place));
    if (!names.insert(param.id).second)
      return refuse(DescriptionRule::twice, place, "the id is there twice");
    for (const ir::ParamAlias& alias : param.aliases)
      if (!names.insert(alias.id).second)
        return refuse(DescriptionRule::twice, place,
                      "alias \"" + alias.id + "\" is the name of another param");
  }
  return {};
}

Result<void> check_ports(const ir::Kind& kind, const std::string& where) {
  const auto& ports = kind.ports;
  if (!is_filter(kind))
    return ports.empty() ? Result<void>{}
                         : refuse(DescriptionRule::port, where, "only filters have ports");
  std::set<std::string_view> ids;
  for (const ir::PortSchema& port : ports) {
    if (!is_param_id(port.id))
      return refuse(DescriptionRule::text, where,
                    "port id \"" + port.id + "\" must match [a-z0-9_]+");
    if (!ids.insert(port.id).second)
      return refuse(DescriptionRule::twice, where, "port \"" + port.id + "\" is there twice");
  }
  if (kind.kind_class == KindClass::effect) {
    if (ports.empty() || ports[0].id != "src" || ports[0].optional)
      return refuse(DescriptionRule::port, where,
                    "ports[0] of an effect must be \"src\" and not optional");
    return {};
  }
  if (ports.size() != 2 || ports[0].id != "from" || ports[1].id != "to" || ports[0].optional ||
      ports[1].optional)
    return refuse(DescriptionRule::port, where,
                  "the ports of a transition must be \"from\" and \"to\", not optional");
  return {};
}

Result<void> check_artifact(const ir::Kind& kind, const std::string& where) {
  if (kind.kind_class != KindClass::artifact)
    return kind.planes == 0 && kind.policy == 0
               ? Result<void>{}
               : refuse(DescriptionRule::other, where, "only artifacts have planes and a policy");
  if (kind.policy != LATTICE_PER_FRAME && kind.policy != LATTICE_PER_EXPORT)
    return refuse(
        DescriptionRule::other, where,
        "policy " + std::to_string(kind.policy) + " is neither PER_FRAME (1) nor PER_EXPORT (2)");
  if ((kind.planes >> LATTICE_PLANE_COUNT) != 0)
    return refuse(DescriptionRule::other, where,
                  "planes asks for a plane that this host does not know");
  return {};
}

Result<void> check_sink(const ir::Kind& kind, const std::string& where) {
  if (kind.kind_class != KindClass::sink)
    return kind.max_held == 0 && kind.extensions.empty()
               ? Result<void>{}
               : refuse(DescriptionRule::other, where, "only sinks have max_held and extensions");
  const auto has = [&](std::uint32_t flag) { return (kind.flags & flag) != 0; };
  if (has(LATTICE_SINK_IN_ORDER) && has(LATTICE_SINK_PARALLEL))
    return refuse(DescriptionRule::other, where,
                  "flags has both IN_ORDER and PARALLEL, which exclude each other");
  if (has(LATTICE_SINK_NO_FILES) && has(LATTICE_SINK_FILE_PER_FRAME))
    return refuse(DescriptionRule::other, where,
                  "flags has both NO_FILES and FILE_PER_FRAME, which exclude each other");
  if (kind.max_held > kMaxHeldPackets)
    return refuse(DescriptionRule::other, where,
                  "max_held " + std::to_string(kind.max_held) + " is more than " +
                      std::to_string(kMaxHeldPackets));
  if (kind.extensions.size() > kMaxExtensions)
    return refuse(DescriptionRule::other, where, "has too many extensions");
  if (kind.extensions.empty() && !has(LATTICE_SINK_NO_FILES))
    return refuse(DescriptionRule::other, where,
                  "extensions is empty, though the sink writes files");
  std::set<std::string_view> seen;
  for (const std::string& extension : kind.extensions) {
    if (!is_extension(extension))
      return refuse(DescriptionRule::text, where,
                    "extension \"" + extension + "\" must match [a-z0-9]+, without a dot");
    if (!seen.insert(extension).second)
      return refuse(DescriptionRule::twice, where,
                    "extension \"" + extension + "\" is there twice");
  }
  return {};
}

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == text.npos;
}

Result<void> check_library(const Description& d) {
  if (d.abi >> 16 != LATTICE_ABI_MAJOR)
    return refuse(DescriptionRule::other, "abi", "the major version is not this host's");
  if (!is_kind_id(d.library.id))
    return refuse(DescriptionRule::text, "id of the library",
                  "\"" + d.library.id + "\" must match [a-z0-9_.]+");
  if (d.library.version.empty() || !is_line(d.library.version))
    return refuse(DescriptionRule::text, "version of the library",
                  "must be one non-empty line of UTF-8");
  if (!is_line(d.library.vendor))
    return refuse(DescriptionRule::text, "vendor of the library", "must be one line of UTF-8");
  if (!is_hex(d.library.build_id))
    return refuse(DescriptionRule::other, "build-id of the library", "must be hex digits");
  if (d.kinds.empty())
    return refuse(DescriptionRule::other, "the library", "offers nothing: all its counts are 0");
  return {};
}

}  // namespace

std::string place_of(const ir::Kind& kind) {
  return std::string(ir::name_of(kind.kind_class)) + " \"" + kind.id + "\"";
}

Result<void> check_kind(const ir::Kind& kind) {
  if (kind.kind_class > KindClass::sink)
    return refuse(DescriptionRule::other, "kind", "its class is not known");
  const std::string where = place_of(kind);
  if (!is_kind_id(kind.id))
    return refuse(DescriptionRule::text, where,
                  "id must match [a-z0-9_.]+ with nothing empty between dots");
  if (kind.label.empty() || !is_line(kind.label))
    return refuse(DescriptionRule::text, where, "label must be one non-empty line of UTF-8");
  if (!is_line(kind.summary))
    return refuse(DescriptionRule::text, where, "summary must be one line of UTF-8");
  if ((kind.flags & ~known_flags(kind.kind_class)) != 0)
    return refuse(DescriptionRule::other, where, "flags has a bit that this host does not know");
  if (kind.index_in_library >= kMaxKindsPerClass)
    return refuse(DescriptionRule::other, where, "its place is out of range");
  LATTICE_TRY(check_params(kind, where));
  LATTICE_TRY(check_ports(kind, where));
  LATTICE_TRY(check_artifact(kind, where));
  return check_sink(kind, where);
}

Result<void> check_description(const Description& description) {
  LATTICE_TRY(check_library(description));
  std::set<std::pair<KindClass, std::string_view>> ids;
  std::set<std::pair<KindClass, std::uint32_t>> places;
  for (const ir::Kind& kind : description.kinds) {
    LATTICE_TRY(check_kind(kind));
    if (!ids.insert({kind.kind_class, kind.id}).second)
      return refuse(DescriptionRule::twice, place_of(kind), "the id is there twice in the library");
    if (!places.insert({kind.kind_class, kind.index_in_library}).second)
      return refuse(DescriptionRule::twice, place_of(kind),
                    "two kinds share one place in the library");
  }
  return {};
}

}  // namespace lattice::plugin
