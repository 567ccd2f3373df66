#include <cassert>
#include <set>
#include <utility>

#include "plugin/describe_read.h"
#include "plugin/host_services.h"
#include "plugin/instance.h"
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
  LATTICE_TRY_ASSIGN(const std::string name, read_text(output.name, where, "name"));
  if (!is_path_element(name))
    return bad_field(where, "name \"" + name + "\" cannot be a part of a file name");
  if (output.kind == LATTICE_STREAM_DOCUMENT) return {};
  return check_image(output, table, where);
}

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

}  // namespace

Result<Artifact> Artifact::create(const Registry& registry, ir::KindId kind,
                                  const lattice_artifact_binding& binding) {
  const ir::Kind& facts = registry.catalog()[kind];
  assert(binding.param_count == facts.params.size());
  Artifact out;
  out.kind_ = kind;
  out.id_ = facts.id;
  out.table_ = &registry.artifact(kind);
  HostServicesPtr host(new HostServices(registry.catalog(), kind, nullptr));
  const lattice_output* const* outputs = nullptr;
  std::uint32_t count = 0;
  {
    const std::lock_guard lock(host->session());
    forget_error_text();
    const lattice_status status =
        out.table_->create(host->abi(), &binding, &out.self_, &outputs, &count);
    LATTICE_TRY(to_result(facts.id, status, Code::plugin));
  }
  out.host_ = std::move(host);
  LATTICE_TRY(check_outputs(*out.table_, outputs, count, "plugin \"" + facts.id + "\""));
  out.outputs_ = {outputs, count};
  return out;
}

Artifact::Artifact(Artifact&& other) noexcept
    : kind_(other.kind_),
      id_(std::move(other.id_)),
      table_(other.table_),
      self_(std::exchange(other.self_, nullptr)),
      outputs_(std::exchange(other.outputs_, {})),
      host_(std::move(other.host_)) {}

Artifact& Artifact::operator=(Artifact&& other) noexcept {
  Artifact taken(std::move(other));
  std::swap(kind_, taken.kind_);
  std::swap(id_, taken.id_);
  std::swap(table_, taken.table_);
  std::swap(self_, taken.self_);
  std::swap(outputs_, taken.outputs_);
  std::swap(host_, taken.host_);
  return *this;
}

Artifact::~Artifact() {
  if (host_ == nullptr) return;
  const std::lock_guard lock(host_->session());
  table_->destroy(self_);
}

Result<void> Artifact::produce(const lattice_frame& frame, const lattice_planes& planes,
                               const lattice_scene& scene,
                               std::span<const lattice_image> buffers) const {
  assert(policy() == LATTICE_PER_FRAME && buffers.size() == outputs_.size());
  forget_error_text();
  const lattice_status status = table_->produce(self_, &frame, &planes, &scene, buffers.data());
  return to_result(id_, status, Code::render);
}

Result<void> Artifact::observe(const lattice_frame& frame, const lattice_planes& planes,
                               const lattice_scene& scene) {
  assert(policy() == LATTICE_PER_EXPORT);
  forget_error_text();
  return to_result(id_, table_->observe(self_, &frame, &planes, &scene), Code::render);
}

Result<void> Artifact::finish(const lattice_files& files) {
  assert(policy() == LATTICE_PER_EXPORT);
  forget_error_text();
  return to_result(id_, table_->finish(self_, &files), Code::output);
}

}  // namespace lattice::plugin
