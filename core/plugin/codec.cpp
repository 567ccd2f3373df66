#include "plugin/codec.h"

#include <lattice/abi.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "plugin/kind_rules.h"
#include "plugin/limits.h"
#include "plugin/text_rules.h"

namespace lattice::plugin {
namespace {

constexpr std::array<std::uint8_t, 8> kMagic = {'L', 'A', 'T', 'T', 'K', 'I', 'N', 'D'};
constexpr std::size_t kSealBytes = 8 + 4 + 4 + 8 + 16;

enum OutcomeTag : std::uint8_t { kDescription = 1, kRefusal = 2 };

// Least bytes of one item, for ByteReader::count.
constexpr std::size_t kTextMin = 4, kChoiceMin = 8, kAliasMin = 12, kPortMin = 5, kParamMin = 89,
                      kKindMin = 49;

void encode(ByteWriter& out, const ir::ParamSchema& p) {
  out.text(p.id);
  out.text(p.hint);
  out.text(p.unit);
  out.u8(static_cast<std::uint8_t>(p.type));
  for (const bool flag : {p.animates, p.scales, p.hidden, p.required}) out.boolean(flag);
  out.f64(p.min);
  out.f64(p.max);
  out.u32(p.min_count);
  out.u32(p.max_count);
  for (const double lane : p.initial) out.f64(lane);
  out.count(p.initial_array.size());
  for (const double number : p.initial_array) out.f64(number);
  out.text(p.initial_text);
  out.count(p.choices.size());
  for (const ir::Choice& choice : p.choices) out.text(choice.id), out.text(choice.hint);
  out.count(p.aliases.size());
  for (const ir::ParamAlias& alias : p.aliases) out.text(alias.id), out.f64(alias.factor);
}

ir::ParamSchema decode_param(ByteReader& in) {
  ir::ParamSchema p;
  p.id = in.text(kMaxTextBytes);
  p.hint = in.text(kMaxTextBytes);
  p.unit = in.text(kMaxTextBytes);
  p.type = static_cast<ir::ParamType>(in.u8());
  for (bool* flag : {&p.animates, &p.scales, &p.hidden, &p.required}) *flag = in.boolean();
  p.min = in.f64();
  p.max = in.f64();
  p.min_count = in.u32();
  p.max_count = in.u32();
  for (double& lane : p.initial) lane = in.f64();
  p.initial_array.resize(in.count(kMaxArrayNumbers, 8));
  for (double& number : p.initial_array) number = in.f64();
  p.initial_text = in.text(kMaxTextBytes);
  p.choices.resize(in.count(kMaxChoices, kChoiceMin));
  for (ir::Choice& choice : p.choices) {
    choice.id = in.text(kMaxTextBytes);
    choice.hint = in.text(kMaxTextBytes);
  }
  p.aliases.resize(in.count(kMaxAliases, kAliasMin));
  for (ir::ParamAlias& alias : p.aliases) {
    alias.id = in.text(kMaxTextBytes);
    alias.factor = in.f64();
  }
  return p;
}

ir::Kind decode_kind(ByteReader& in) {
  ir::Kind k;
  k.kind_class = static_cast<ir::KindClass>(in.u8());
  k.id = in.text(kMaxTextBytes);
  k.label = in.text(kMaxTextBytes);
  k.summary = in.text(kMaxTextBytes);
  for (std::uint32_t* field :
       {&k.content_version, &k.flags, &k.index_in_library, &k.planes, &k.policy, &k.max_held})
    *field = in.u32();
  k.params.resize(in.count(kMaxParams, kParamMin));
  for (ir::ParamSchema& param : k.params) param = decode_param(in);
  k.ports.resize(in.count(kMaxPorts, kPortMin));
  for (ir::PortSchema& port : k.ports) {
    port.id = in.text(kMaxTextBytes);
    port.optional = in.boolean();
  }
  k.extensions.resize(in.count(kMaxExtensions, kTextMin));
  for (std::string& extension : k.extensions) extension = in.text(kMaxTextBytes);
  return k;
}

void encode(ByteWriter& out, const Description& d) {
  out.u32(d.abi);
  for (const std::string* text :
       {&d.library.path, &d.library.id, &d.library.version, &d.library.vendor, &d.library.build_id})
    out.text(*text);
  out.count(d.kinds.size());
  for (const ir::Kind& kind : d.kinds) encode(out, kind);
}

Description decode_description(ByteReader& in) {
  Description d;
  d.abi = in.u32();
  for (std::string* text :
       {&d.library.path, &d.library.id, &d.library.version, &d.library.vendor, &d.library.build_id})
    *text = in.text(kMaxTextBytes);
  d.kinds.resize(in.count(4 * kMaxKindsPerClass, kKindMin));
  for (ir::Kind& kind : d.kinds) {
    kind = decode_kind(in);
    if (!in.ok()) return d;
  }
  if (in.ok() && !check_description(d)) in.reject();
  return d;
}

}  // namespace

Bytes seal(std::span<const std::uint8_t> payload) {
  const Hash128 sum = hash_bytes(std::as_bytes(payload));
  ByteWriter out;
  out.raw(kMagic);
  out.u32(kRecordVersion);
  out.u32(LATTICE_ABI_VERSION);
  out.u64(payload.size());
  out.u64(sum.low);
  out.u64(sum.high);
  out.raw(payload);
  return out.bytes();
}

Result<std::span<const std::uint8_t>> unseal(std::span<const std::uint8_t> record) {
  const auto refuse = [](std::string_view what) { return fail(Code::plugin, {}, what); };
  if (record.size() < kSealBytes || !std::equal(kMagic.begin(), kMagic.end(), record.begin()))
    return refuse("these bytes are no plugin description");
  ByteReader head(record.subspan(kMagic.size(), kSealBytes - kMagic.size()));
  if (head.u32() != kRecordVersion || head.u32() != LATTICE_ABI_VERSION)
    return refuse("the plugin description was written by another version");
  const std::uint64_t size = head.u64();
  const auto payload = record.subspan(kSealBytes);
  if (size != payload.size() || size > kMaxRecordBytes)
    return refuse("the plugin description is cut short or too long");
  const Hash128 expected{head.u64(), head.u64()};
  if (hash_bytes(std::as_bytes(payload)) != expected)
    return refuse("the plugin description is damaged: its checksum differs");
  return payload;
}

void encode(ByteWriter& out, const ir::Kind& k) {
  out.u8(static_cast<std::uint8_t>(k.kind_class));
  out.text(k.id);
  out.text(k.label);
  out.text(k.summary);
  for (const std::uint32_t field :
       {k.content_version, k.flags, k.index_in_library, k.planes, k.policy, k.max_held})
    out.u32(field);
  out.count(k.params.size());
  for (const ir::ParamSchema& param : k.params) encode(out, param);
  out.count(k.ports.size());
  for (const ir::PortSchema& port : k.ports) out.text(port.id), out.boolean(port.optional);
  out.count(k.extensions.size());
  for (const std::string& extension : k.extensions) out.text(extension);
}

void encode(ByteWriter& out, const Outcome& outcome) {
  if (const auto* description = std::get_if<Description>(&outcome)) {
    out.u8(kDescription);
    encode(out, *description);
    return;
  }
  const Refusal& refusal = std::get<Refusal>(outcome);
  out.u8(kRefusal);
  out.text(std::string_view(refusal.message).substr(0, 4 * kMaxTextBytes));
  out.text(std::string_view(refusal.remedy).substr(0, kMaxTextBytes));
  out.boolean(refusal.lasting);
}

Outcome decode_outcome(ByteReader& in) {
  switch (in.u8()) {
    case kDescription: return decode_description(in);
    case kRefusal: {
      Refusal refusal;
      refusal.message = printable(in.text(4 * kMaxTextBytes));
      refusal.remedy = printable(in.text(kMaxTextBytes));
      refusal.lasting = in.boolean();
      return refusal;
    }
    default: in.reject(); return Refusal{};
  }
}

Bytes encode_record(const Outcome& outcome) {
  ByteWriter payload;
  encode(payload, outcome);
  return seal(payload.bytes());
}

Result<Outcome> decode_record(std::span<const std::uint8_t> record) {
  LATTICE_TRY_ASSIGN(const auto payload, unseal(record));
  ByteReader in(payload);
  Outcome outcome = decode_outcome(in);
  if (!in.complete())
    return fail(Code::plugin, {}, "the plugin description breaks a rule of its format");
  return outcome;
}

bool same_kind(const ir::Kind& a, const ir::Kind& b) {
  ByteWriter left, right;
  encode(left, a);
  encode(right, b);
  return left.bytes() == right.bytes();
}

}  // namespace lattice::plugin
