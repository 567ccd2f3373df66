#include <random>

#include "plugin/codec.h"
#include "plugin/kind_rules.h"
#include "sample.h"
#include "support/catch.h"

namespace lattice::plugin {
namespace {

const Bytes& sample_record() {
  static const Bytes record = encode_record(sample_description());
  return record;
}

// A generator of our own: the standard's distributions differ between libraries.
struct Dice {
  std::mt19937_64 engine;
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine() % n); }
};

void mutate(Bytes& bytes, Dice& dice) {
  const std::size_t changes = 1 + dice.below(4);
  for (std::size_t i = 0; i < changes && !bytes.empty(); ++i) {
    const std::size_t at = dice.below(bytes.size());
    const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    switch (dice.below(5)) {
      case 0: bytes[at] ^= static_cast<std::uint8_t>(1u << dice.below(8)); break;
      case 1: bytes[at] = static_cast<std::uint8_t>(dice.below(256)); break;
      case 2: bytes[at] = 0xFF; break;
      case 3: bytes.erase(place); break;
      default: bytes.insert(place, static_cast<std::uint8_t>(dice.below(256))); break;
    }
  }
}

// What a hostile decoding may yield at most: something that the rules accept.
void check_harmless(const Result<Outcome>& outcome) {
  if (!outcome) return;
  if (const auto* description = std::get_if<Description>(&*outcome))
    CHECK(check_description(*description));
}

}  // namespace

TEST_CASE("a description comes back from its bytes as it was", "[plugin][codec]") {
  const Description sample = sample_description();
  REQUIRE(check_description(sample));

  const auto outcome = decode_record(sample_record());

  REQUIRE(outcome);
  const auto& back = std::get<Description>(*outcome);
  CHECK(back.abi == sample.abi);
  CHECK(back.library.path == sample.library.path);
  CHECK(back.library.vendor == sample.library.vendor);
  CHECK(back.library.build_id == sample.library.build_id);
  REQUIRE(back.kinds.size() == sample.kinds.size());
  for (std::size_t i = 0; i < sample.kinds.size(); ++i)
    CHECK(same_kind(back.kinds[i], sample.kinds[i]));
  CHECK(back.kinds[0].params[7].initial_text == "Grüße");
  CHECK(back.kinds[0].params[0].aliases[0].factor == 0.5);
  CHECK(encode_record(*outcome) == sample_record());
}

TEST_CASE("a refusal comes back from its bytes, without control characters", "[plugin][codec]") {
  const auto outcome = decode_record(encode_record(Refusal{"crashed \x1b[31m", "remove it", true}));

  REQUIRE(outcome);
  const auto& back = std::get<Refusal>(*outcome);
  CHECK(back.message == "crashed ?[31m");
  CHECK(back.remedy == "remove it");
  CHECK(back.lasting);
}

TEST_CASE("two kinds that differ in one field are not the same", "[plugin][codec]") {
  const ir::Kind kind = sample_description().kinds[0];
  ir::Kind other = kind;
  other.library = 7;
  CHECK(same_kind(kind, other));
  other.params[0].initial[0] = 4.25;
  CHECK_FALSE(same_kind(kind, other));
}

TEST_CASE("a record that is cut short anywhere is refused", "[plugin][codec]") {
  for (std::size_t size = 0; size < sample_record().size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(decode_record(std::span(sample_record()).first(size)));
  }
}

TEST_CASE("a payload that is cut short anywhere is refused under a right checksum",
          "[plugin][codec]") {
  const auto payload = unseal(sample_record());
  REQUIRE(payload);
  for (std::size_t size = 0; size < payload->size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(decode_record(seal(payload->first(size))));
  }
}

TEST_CASE("a record with any one byte changed is refused", "[plugin][codec]") {
  for (std::size_t at = 0; at < sample_record().size(); ++at) {
    CAPTURE(at);
    Bytes damaged = sample_record();
    damaged[at] ^= 0x10;
    CHECK_FALSE(decode_record(damaged));
  }
}

TEST_CASE("hostile payloads with a right checksum never yield more than the rules allow",
          "[plugin][codec]") {
  constexpr std::uint64_t kSeeds = 6000;
  const auto payload = unseal(sample_record());
  REQUIRE(payload);
  std::size_t accepted = 0;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    CAPTURE(seed);
    Dice dice{std::mt19937_64(seed)};
    Bytes hostile(payload->begin(), payload->end());
    mutate(hostile, dice);
    const auto outcome = decode_record(seal(hostile));
    check_harmless(outcome);
    accepted += outcome ? 1 : 0;
  }
  // Both happen: a hint with another letter is fine, a longer count is not.
  CHECK(accepted > 0);
  CHECK(accepted < kSeeds);
}

TEST_CASE("random bytes are no description", "[plugin][codec]") {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    CAPTURE(seed);
    Dice dice{std::mt19937_64(seed)};
    Bytes noise(dice.below(400));
    for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(dice.below(256));
    CHECK_FALSE(decode_record(noise));
    check_harmless(decode_record(seal(noise)));
  }
}

TEST_CASE("a count that the bytes cannot hold allocates nothing", "[plugin][codec]") {
  ByteWriter bytes;
  bytes.u32(0xFFFFFFFF);
  ByteReader text(bytes.bytes());
  CHECK(text.text(0xFFFFFFFF).empty());
  CHECK_FALSE(text.ok());
  ByteReader items(bytes.bytes());
  CHECK(items.count(0xFFFFFFFF, 1) == 0);
  CHECK_FALSE(items.ok());
}

}  // namespace lattice::plugin
