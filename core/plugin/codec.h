// The binary form of a description: from the scanner to the host, and in the cache. Foreign
// or damaged bytes decode to an error, whatever they hold.
#pragma once
#include <span>

#include "base/result.h"
#include "plugin/byte_codec.h"
#include "plugin/description.h"

namespace lattice::plugin {

// Raise it whenever the layout or a rule of kind_rules.h changes: it makes every cached
// record foreign.
inline constexpr std::uint32_t kRecordVersion = 2;

// Payload with magic, kRecordVersion, the host's ABI, size and checksum before it.
Bytes seal(std::span<const std::uint8_t> payload);
// The payload inside, which lies in `record`.
Result<std::span<const std::uint8_t>> unseal(std::span<const std::uint8_t> record);

void encode(ByteWriter& out, const ir::Kind& kind);  // all but its `library`
void encode(ByteWriter& out, const Outcome& outcome);
// Only what kind_rules.h accepts comes back. Rejects `in` otherwise.
Outcome decode_outcome(ByteReader& in);

// A sealed record of nothing but an outcome: what the scanner hands to the host.
Bytes encode_record(const Outcome& outcome);
Result<Outcome> decode_record(std::span<const std::uint8_t> record);

// Whether both say the same, their libraries aside.
bool same_kind(const ir::Kind& a, const ir::Kind& b);

}  // namespace lattice::plugin
