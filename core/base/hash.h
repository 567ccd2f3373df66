// The one hash of the project: XXH3-128 over an explicit little-endian encoding. Floats
// are hashed by their bits, with -0 as 0 and every NaN as one.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace lattice {

struct Hash128 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend bool operator==(const Hash128&, const Hash128&) = default;

  // 32 lower-case hex digits, high half first.
  std::string hex() const;
};

// Collects fields in a fixed order. Never allocates; one thread at a time.
class Hasher {
 public:
  Hasher();
  void reset();
  void bytes(const void* data, std::size_t size);
  void u8(std::uint8_t v) { bytes(&v, 1); }
  void u32(std::uint32_t v);
  void u64(std::uint64_t v);
  void i64(std::int64_t v) { u64(static_cast<std::uint64_t>(v)); }
  void f64(double v);
  void f32(float v);
  // Length first, so that ("ab","c") and ("a","bc") differ.
  void text(std::string_view v);
  void hash(const Hash128& v) { u64(v.low), u64(v.high); }
  Hash128 digest() const;

 private:
  // An XXH3 state, kept opaque so that <xxhash.h> stays in one file.
  alignas(64) std::array<std::byte, 576> state_;
};

Hash128 hash_bytes(std::span<const std::byte> data);

}  // namespace lattice
