#include "plugin/answer_rules.h"

#include <set>
#include <string_view>

#include "plugin/describe_read.h"
#include "plugin/limits.h"
#include "plugin/type_rules.h"

namespace lattice::plugin {
namespace {

// A part of a file name: no separators, nothing hidden, no way up.
bool is_path_element(std::string_view name) {
  if (!name.empty() && name.front() == '.') return false;
  return name.find_first_of("/\\") == name.npos;
}

Result<void> check_image(const lattice_output& output, const lattice_artifact& table,
                         const std::string& where) {
  const std::uint32_t alias = output.alias_plane;
  if (alias > LATTICE_PLANE_COUNT)
    return bad_field(where, "alias_plane is a plane that this host does not know");
  if (alias == LATTICE_NO_ALIAS)
    return is_valid(output.type) ? Result<void>{}
                                 : bad_field(where, "type is not known to this host");
  if ((table.planes & (1u << (alias - 1))) == 0)
    return bad_field(where, "alias_plane is a plane that the artifact does not ask for");
  if (!is_unset(output.type) && !is_valid(output.type))
    return bad_field(where, "type is not known to this host");
  return {};
}

// Documents are written by finish(), images by produce(): the policy decides which of the
// two an output can be.
Result<void> check_output(const lattice_output& output, const lattice_artifact& table,
                          const std::string& where) {
  LATTICE_TRY(check_size(output.struct_size, kOutputBytesV1, where));
  const std::uint32_t kind =
      table.policy == LATTICE_PER_FRAME ? LATTICE_STREAM_IMAGE : LATTICE_STREAM_DOCUMENT;
  if (output.kind != kind)
    return bad_field(where, table.policy == LATTICE_PER_FRAME
                                ? "kind must be IMAGE: the artifact works frame by frame"
                                : "kind must be DOCUMENT: the artifact works per export");
  if ((output.flags & ~LATTICE_STREAM_AUXILIARY) != 0)
    return bad_field(where, "flags has a bit that this host does not know");
  LATTICE_TRY(read_text(output.name, where, "name"));
  if (!is_path_element(output.name))
    return bad_field(where,
                     std::string("name \"") + output.name + "\" cannot be a part of a file name");
  if (output.kind == LATTICE_STREAM_DOCUMENT) return {};
  return check_image(output, table, where);
}

}  // namespace

Result<void> check_outputs(const lattice_artifact& table, const lattice_output* const* outputs,
                           std::uint32_t count, const std::string& where) {
  LATTICE_TRY(check_array(outputs, count, kMaxOutputs, where, "outputs"));
  if (count == 0) return bad_field(where, "create() named no outputs");
  std::set<std::string_view> names;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string place = where + ", outputs[" + std::to_string(i) + "]";
    LATTICE_TRY(check_output(*outputs[i], table, place));
    if (!names.insert(outputs[i]->name).second)
      return bad_field(place, std::string("name \"") + outputs[i]->name + "\" is there twice");
  }
  return {};
}

Result<void> check_wanted(const lattice_stream& offered, const lattice_stream& wanted,
                          const std::string& where) {
  if (wanted.kind == 0) return {};
  if (wanted.struct_size != offered.struct_size)
    return bad_field(where, "negotiate() changed struct_size");
  if (wanted.kind != offered.kind)
    return bad_field(where, "negotiate() turned it into a stream of another kind");
  if (wanted.kind == LATTICE_STREAM_DOCUMENT) return {};
  if (!is_valid(wanted.type))
    return bad_field(where, "negotiate() asks for a type that this host does not know");
  const bool sized = wanted.kind != LATTICE_STREAM_IMAGE || (wanted.width > 0 && wanted.height > 0);
  return sized ? Result<void>{} : bad_field(where, "negotiate() asks for an empty picture");
}

}  // namespace lattice::plugin
