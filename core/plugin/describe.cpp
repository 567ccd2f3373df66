#include "plugin/describe.h"

#include "plugin/broken_rule.h"
#include "plugin/describe_read.h"
#include "plugin/kind_rules.h"

namespace lattice::plugin {
namespace {

using ir::KindClass;

Failure missing(const std::string& where, const std::string& function) {
  return refuse(DescriptionRule::function, where, function + " is null, but the host needs it");
}

std::string slot(KindClass kind_class, std::uint32_t index) {
  return std::string(ir::name_of(kind_class)) + "s[" + std::to_string(index) + "]";
}

template <class Table>
Result<void> check_lifetime(const Table& table, const std::string& where) {
  if (table.create == nullptr) return missing(where, "create");
  if (table.destroy == nullptr) return missing(where, "destroy");
  return {};
}

// A filter may keep no instance.
Result<void> check_lifetime(const lattice_filter& table, const std::string& where) {
  if ((table.create == nullptr) == (table.destroy == nullptr)) return {};
  const std::string absent = table.create == nullptr ? "create" : "destroy";
  return refuse(DescriptionRule::function, where,
                absent + " is null though " + (table.create == nullptr ? "destroy" : "create") +
                    " is not; a filter gives both or neither");
}

// What filters, artifacts and sinks have in common. `where` becomes the kind's own name.
template <class Table>
Result<void> read_common(const Table& table, std::uint32_t least_bytes, ir::Kind& out,
                         std::string& where) {
  LATTICE_TRY(check_size(table.struct_size, least_bytes, where));
  LATTICE_TRY(check_reserved(table.reserved, where));
  LATTICE_TRY_ASSIGN(out.id, read_text(table.id, where, "id"));
  where = place_of(out);
  LATTICE_TRY_ASSIGN(out.label, read_text(table.label, where, "label"));
  LATTICE_TRY_ASSIGN(out.summary, read_text(table.summary, where, "summary"));
  LATTICE_TRY(check_lifetime(table, where));
  LATTICE_TRY(check_array(table.params, table.param_count, kMaxParams, where, "params"));
  for (std::uint32_t i = 0; i < table.param_count; ++i) {
    const std::string place = where + ", params[" + std::to_string(i) + "]";
    LATTICE_TRY_ASSIGN(ir::ParamSchema param, describe_param(*table.params[i], place));
    out.params.push_back(std::move(param));
  }
  return {};
}

Result<void> read_ports(const lattice_filter& table, ir::Kind& out, const std::string& where) {
  LATTICE_TRY(check_array(table.ports, table.port_count, kMaxPorts, where, "ports"));
  for (std::uint32_t i = 0; i < table.port_count; ++i) {
    const lattice_port& port = *table.ports[i];
    const std::string place = where + ", ports[" + std::to_string(i) + "]";
    LATTICE_TRY(check_size(port.struct_size, kPortBytesV1, place));
    if ((port.flags & ~LATTICE_PORT_OPTIONAL) != 0)
      return refuse(DescriptionRule::port, place, "flags has a bit that this host does not know");
    LATTICE_TRY_ASSIGN(std::string id, read_text(port.id, place, "id"));
    LATTICE_TRY(read_text(port.hint, place, "hint"));
    out.ports.push_back({std::move(id), (port.flags & LATTICE_PORT_OPTIONAL) != 0});
  }
  return {};
}

Result<void> read_table(const lattice_filter& table, ir::Kind& out, std::string& where) {
  LATTICE_TRY(read_common(table, kFilterBytesV1, out, where));
  out.content_version = table.content_version;
  out.flags = table.flags;
  LATTICE_TRY(read_ports(table, out, where));
  if (table.tile == nullptr && table.fold == nullptr)
    return refuse(DescriptionRule::function, where,
                  "tile and fold are both null: it could not make a pixel");
  const bool pointwise = (table.flags & LATTICE_FILTER_POINTWISE) != 0;
  if (pointwise && (table.passes != nullptr || table.roi != nullptr))
    return refuse(DescriptionRule::function, where,
                  "flags says POINTWISE, so passes and roi must be null");
  return {};
}

Result<void> read_table(const lattice_artifact& table, ir::Kind& out, std::string& where) {
  LATTICE_TRY(read_common(table, kArtifactBytesV1, out, where));
  out.content_version = table.content_version;
  out.planes = table.planes;
  out.policy = table.policy;
  if (table.policy == LATTICE_PER_FRAME && table.produce == nullptr)
    return missing(where, "produce");
  if (table.policy != LATTICE_PER_EXPORT) return {};
  if (table.observe == nullptr) return missing(where, "observe");
  if (table.finish == nullptr) return missing(where, "finish");
  return {};
}

Result<void> read_table(const lattice_sink& table, ir::Kind& out, std::string& where) {
  LATTICE_TRY(read_common(table, kSinkBytesV1, out, where));
  out.flags = table.flags;
  out.max_held = table.max_held;
  LATTICE_TRY(
      check_array(table.extensions, table.extension_count, kMaxExtensions, where, "extensions"));
  for (std::uint32_t i = 0; i < table.extension_count; ++i) {
    LATTICE_TRY_ASSIGN(std::string extension, read_text(table.extensions[i], where, "extensions"));
    out.extensions.push_back(std::move(extension));
  }
  if (table.negotiate == nullptr) return missing(where, "negotiate");
  if (table.begin == nullptr) return missing(where, "begin");
  if (table.push == nullptr) return missing(where, "push");
  if (table.end == nullptr) return missing(where, "end");
  return {};
}

template <class Table>
Result<void> read_class(const Table* const* tables, std::uint32_t count, KindClass kind_class,
                        Description& out) {
  const std::string field = std::string(ir::name_of(kind_class)) + "s";
  LATTICE_TRY(check_array(tables, count, kMaxKindsPerClass, "the library", field));
  for (std::uint32_t i = 0; i < count; ++i) {
    ir::Kind kind;
    kind.kind_class = kind_class;
    kind.index_in_library = i;
    std::string where = slot(kind_class, i);
    LATTICE_TRY(read_table(*tables[i], kind, where));
    out.kinds.push_back(std::move(kind));
  }
  return {};
}

}  // namespace

Result<Description> describe(const lattice_plugin& plugin) {
  const std::string where = "the library";
  LATTICE_TRY(check_size(plugin.struct_size, kPluginBytesV1, where));
  Description out;
  out.abi = plugin.abi;
  LATTICE_TRY_ASSIGN(out.library.id, read_text(plugin.id, where, "id"));
  LATTICE_TRY_ASSIGN(out.library.version, read_text(plugin.version, where, "version"));
  LATTICE_TRY_ASSIGN(out.library.vendor, read_text(plugin.vendor, where, "vendor"));
  LATTICE_TRY(read_class(plugin.effects, plugin.effect_count, KindClass::effect, out));
  LATTICE_TRY(read_class(plugin.transitions, plugin.transition_count, KindClass::transition, out));
  LATTICE_TRY(read_class(plugin.artifacts, plugin.artifact_count, KindClass::artifact, out));
  LATTICE_TRY(read_class(plugin.sinks, plugin.sink_count, KindClass::sink, out));
  LATTICE_TRY(check_description(out));
  return out;
}

}  // namespace lattice::plugin
