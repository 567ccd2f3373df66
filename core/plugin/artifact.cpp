#include <cassert>
#include <utility>

#include "plugin/answer_rules.h"
#include "plugin/host_services.h"
#include "plugin/instance.h"

namespace lattice::plugin {

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
