// Records of plugin descriptions, as the scanner sends them and as the scan cache keeps them.
// The bytes are tried as a record, and as a payload whose seal is right: no fuzzer guesses a
// checksum.
#include "fuzz/checks.h"
#include "plugin/codec.h"
#include "plugin/kind_rules.h"

namespace {

using namespace lattice;
using namespace lattice::plugin;
using fuzz::check;

void decode(std::span<const std::uint8_t> record) {
  const auto outcome = decode_record(record);
  if (!outcome) return check(!outcome.error().what.empty(), "a refusal has a sentence");
  if (const auto* description = std::get_if<Description>(&*outcome))
    check(check_description(*description).has_value(), "what is decoded keeps the rules");
  const Bytes written = encode_record(*outcome);
  const auto again = decode_record(written);
  check(again.has_value(), "what was decoded can be encoded");
  check(encode_record(*again) == written, "encoding is canonical");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::span<const std::uint8_t> in(bytes, size);
  decode(in);
  decode(seal(in));
  return 0;
}
