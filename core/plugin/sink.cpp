#include <cassert>
#include <utility>

#include "plugin/answer_rules.h"
#include "plugin/host_services.h"
#include "plugin/instance.h"

namespace lattice::plugin {

Result<Sink> Sink::create(const Registry& registry, ir::KindId kind,
                          std::span<const lattice_value> params, const lattice_files& files) {
  const ir::Kind& facts = registry.catalog()[kind];
  assert(params.size() == facts.params.size());
  Sink out;
  out.kind_ = kind;
  out.id_ = facts.id;
  out.table_ = &registry.sink(kind);
  HostServicesPtr host(new HostServices(registry.catalog(), kind, &files));
  const lattice_sink_binding binding{sizeof(lattice_sink_binding),
                                     static_cast<std::uint32_t>(params.size()), params.data()};
  const std::lock_guard lock(host->session());
  forget_error_text();
  const lattice_status status = out.table_->create(host->abi(), &binding, &out.self_);
  LATTICE_TRY(to_result(facts.id, status, Code::output));
  out.host_ = std::move(host);
  return out;
}

Sink::Sink(Sink&& other) noexcept
    : kind_(other.kind_),
      id_(std::move(other.id_)),
      table_(other.table_),
      self_(std::exchange(other.self_, nullptr)),
      begun_(std::exchange(other.begun_, false)),
      host_(std::move(other.host_)) {}

Sink& Sink::operator=(Sink&& other) noexcept {
  Sink taken(std::move(other));
  std::swap(kind_, taken.kind_);
  std::swap(id_, taken.id_);
  std::swap(table_, taken.table_);
  std::swap(self_, taken.self_);
  std::swap(begun_, taken.begun_);
  std::swap(host_, taken.host_);
  return *this;
}

Sink::~Sink() {
  if (host_ == nullptr) return;
  if (begun_) table_->end(self_, LATTICE_END_FAILED);
  const std::lock_guard lock(host_->session());
  table_->destroy(self_);
}

Result<void> Sink::negotiate(std::span<const lattice_stream* const> offered,
                             std::span<lattice_stream* const> wanted) {
  assert(offered.size() == wanted.size());
  const auto count = static_cast<std::uint32_t>(offered.size());
  {
    const std::lock_guard lock(host_->session());
    forget_error_text();
    const lattice_status status = table_->negotiate(self_, offered.data(), wanted.data(), count);
    LATTICE_TRY(to_result(id_, status, Code::output));
  }
  for (std::size_t i = 0; i < offered.size(); ++i) {
    const std::string where = "plugin \"" + id_ + "\", stream " + std::to_string(i);
    LATTICE_TRY(check_wanted(*offered[i], *wanted[i], where));
  }
  return {};
}

Result<void> Sink::begin(std::span<const lattice_stream* const> streams) {
  assert(!begun_);
  forget_error_text();
  const lattice_status status =
      table_->begin(self_, streams.data(), static_cast<std::uint32_t>(streams.size()));
  begun_ = status == LATTICE_OK;
  return to_result(id_, status, Code::output);
}

Result<void> Sink::push(const lattice_packet& packet) {
  assert(begun_);
  forget_error_text();
  return to_result(id_, table_->push(self_, &packet), Code::output);
}

Result<void> Sink::end(std::uint32_t outcome) {
  assert(begun_);
  begun_ = false;  // exactly once, also when it fails
  forget_error_text();
  return to_result(id_, table_->end(self_, outcome), Code::output);
}

}  // namespace lattice::plugin
