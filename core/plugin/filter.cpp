#include <algorithm>
#include <array>
#include <cassert>
#include <string>
#include <utility>

#include "image/type.h"
#include "plugin/filter_rules.h"
#include "plugin/host_services.h"
#include "plugin/instance.h"
#include "plugin/limits.h"
#include "plugin/type_rules.h"

namespace lattice::plugin {
namespace {

// Rects beyond this are cut, so that widths and heights always fit an int32.
constexpr std::int32_t kMaxCoordinate = 1 << 28;

image::Rect tamed(const lattice_rect& r) {
  const auto cut = [](std::int32_t v) { return std::clamp(v, -kMaxCoordinate, kMaxCoordinate); };
  return image::from_abi({cut(r.x0), cut(r.y0), cut(r.x1), cut(r.y1)});
}

// The ports' bounds as the ABI passes them; their number was checked by kind_rules.
struct PortRects {
  explicit PortRects(std::span<const image::Rect> ports)
      : count(static_cast<std::uint32_t>(ports.size())) {
    assert(ports.size() <= LATTICE_MAX_PORTS);
    std::transform(ports.begin(), ports.end(), rects.begin(), image::to_abi);
  }
  std::array<lattice_rect, LATTICE_MAX_PORTS> rects{};
  std::uint32_t count;
};

lattice_status refuse(const std::string& sentence) {
  set_error_text("%s", sentence.c_str());
  return LATTICE_ERR_PLUGIN;
}

lattice_status check_passes(std::span<lattice_pass> out, std::uint32_t count) {
  if (count < 1 || count > LATTICE_MAX_PASSES) {
    set_error_text("passes() answered %u passes; 1 to %u are allowed", count, LATTICE_MAX_PASSES);
    return LATTICE_ERR_PLUGIN;
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    lattice_pass& pass = out[i];
    pass.bounds = image::to_abi(tamed(pass.bounds));
    if (const auto fault = find_fault(pass, i)) return refuse(*fault);
  }
  return LATTICE_OK;
}

bool accepts(const lattice_filter& table, const lattice_type& working) {
  if (table.accepts != nullptr) return table.accepts(&working) != 0;
  return (working.dtype == LATTICE_U8 || working.dtype == LATTICE_F32) && working.channels == 4 &&
         working.alpha == LATTICE_ALPHA_PREMUL && working.layout == LATTICE_INTERLEAVED;
}

}  // namespace

Result<Filter> Filter::create(const Registry& registry, ir::KindId kind,
                              const lattice_filter_binding& binding) {
  const ir::Kind& facts = registry.catalog()[kind];
  assert(binding.static_count == facts.params.size());
  Filter out;
  out.kind_ = kind;
  out.id_ = facts.id;
  out.table_ = &registry.filter(kind);
  HostServicesPtr host(new HostServices(registry.catalog(), kind, nullptr));
  if (!accepts(*out.table_, binding.working))
    return fail(Code::plugin, {},
                "plugin \"" + facts.id + "\" does not work on pixels of the type " +
                    type_text(binding.working) + "; choose another working type or leave it out");
  const std::lock_guard lock(host->session());
  if (out.table_->create != nullptr) {
    forget_error_text();
    const lattice_status status = out.table_->create(host->abi(), &binding, &out.self_);
    LATTICE_TRY(to_result(facts.id, status, Code::plugin));
  }
  out.host_ = std::move(host);
  return out;
}

Filter::Filter(Filter&& other) noexcept
    : kind_(other.kind_),
      id_(std::move(other.id_)),
      table_(other.table_),
      self_(std::exchange(other.self_, nullptr)),
      host_(std::move(other.host_)) {}

Filter& Filter::operator=(Filter&& other) noexcept {
  Filter taken(std::move(other));
  std::swap(kind_, taken.kind_);
  std::swap(id_, taken.id_);
  std::swap(table_, taken.table_);
  std::swap(self_, taken.self_);
  std::swap(host_, taken.host_);
  return *this;
}

// Without a host it was never created, or has moved on.
Filter::~Filter() {
  if (host_ == nullptr || table_->destroy == nullptr) return;
  const std::lock_guard lock(host_->session());
  table_->destroy(self_);
}

lattice_status Filter::fold(const lattice_frame& frame, lattice_fold& out) const {
  out = {};
  out.struct_size = sizeof out;
  if (table_->fold == nullptr) return LATTICE_OK;
  forget_error_text();
  const lattice_status status = table_->fold(self_, &frame, &out);
  if (status != LATTICE_OK) return status;
  const auto fault = find_fault(out, host_->is_transition());
  return fault ? refuse(*fault) : LATTICE_OK;
}

lattice_status Filter::bounds(const lattice_frame& frame, std::span<const image::Rect> ports,
                              image::Rect& out) const {
  out = {};
  if (table_->bounds == nullptr) {
    for (const image::Rect& port : ports) out = image::unite(out, port);
    return LATTICE_OK;
  }
  const PortRects in(ports);
  lattice_rect answer{};
  forget_error_text();
  const lattice_status status = table_->bounds(self_, &frame, in.rects.data(), in.count, &answer);
  if (status == LATTICE_OK) out = tamed(answer);
  return status;
}

lattice_status Filter::roi(const lattice_frame& frame, std::uint32_t pass, std::uint32_t input,
                           const image::Rect& want, image::Rect& out) const {
  out = want;
  if (table_->roi == nullptr) return LATTICE_OK;
  const lattice_rect asked = image::to_abi(want);
  lattice_rect answer{};
  forget_error_text();
  const lattice_status status = table_->roi(self_, &frame, pass, input, &asked, &answer);
  if (status == LATTICE_OK) out = tamed(answer);
  return status;
}

lattice_status Filter::passes(const lattice_frame& frame, std::span<const image::Rect> ports,
                              std::span<lattice_pass> out, std::uint32_t& count) const {
  assert(out.size() >= LATTICE_MAX_PASSES);
  std::fill_n(out.begin(), LATTICE_MAX_PASSES, lattice_pass{});
  count = 0;
  if (table_->passes == nullptr) {
    image::Rect all;
    const lattice_status status = bounds(frame, ports, all);
    if (status != LATTICE_OK) return status;
    out[0].bounds = image::to_abi(all);
    count = 1;
    return LATTICE_OK;
  }
  const PortRects in(ports);
  std::uint32_t answered = 0;
  forget_error_text();
  lattice_status status =
      table_->passes(self_, &frame, in.rects.data(), in.count, out.data(), &answered);
  if (status == LATTICE_OK) status = check_passes(out, answered);
  if (status == LATTICE_OK) count = answered;
  return status;
}

std::uint64_t Filter::scratch(const lattice_frame& frame, std::uint32_t pass,
                              const image::Rect& area) const {
  if (table_->scratch == nullptr) return 0;
  const lattice_rect rect = image::to_abi(area);
  return table_->scratch(self_, &frame, pass, &rect);
}

lattice_status Filter::tile(const lattice_frame& frame, const lattice_tile& tile) const {
  forget_error_text();
  if (table_->tile != nullptr) return table_->tile(self_, &frame, &tile);
  set_error_text("it has no tile(), and its fold() did not answer for this frame");
  return LATTICE_ERR_PLUGIN;
}

Result<Hash128> Filter::digest() const {
  if (table_->digest == nullptr) return Hash128{};
  // The ABI's struct first, then what its callback writes into.
  struct Face {
    lattice_hasher abi;
    Hasher hasher;
  } face;
  face.abi = {sizeof face.abi, 0,
              [](lattice_hasher* self, const void* bytes, std::uint64_t size) noexcept {
                reinterpret_cast<Face*>(self)->hasher.bytes(bytes, size);
              }};
  const std::lock_guard lock(host_->session());
  forget_error_text();
  LATTICE_TRY(to_result(id_, table_->digest(self_, &face.abi), Code::plugin));
  return face.hasher.digest();
}

Error Filter::error(lattice_status status, Code code, std::string_view where) const {
  assert(status != LATTICE_OK);
  Result<void> result = to_result(id_, status, code);
  Error error = std::move(result).error();
  error.where = where;
  return error;
}

}  // namespace lattice::plugin
