#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace lattice {
namespace {

XXH3_state_t* state(std::array<std::byte, 576>& s) {
  static_assert(sizeof(XXH3_state_t) <= 576 && alignof(XXH3_state_t) <= 64);
  return reinterpret_cast<XXH3_state_t*>(s.data());
}

template <class T>
T little_endian(T v) {
  static_assert(std::endian::native == std::endian::little, "add a byte swap for this machine");
  return v;
}

}  // namespace

std::string Hash128::hex() const {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(32, '0');
  for (int i = 0; i < 16; ++i) {
    out[static_cast<std::size_t>(15 - i)] = kDigits[(high >> (4 * i)) & 15];
    out[static_cast<std::size_t>(31 - i)] = kDigits[(low >> (4 * i)) & 15];
  }
  return out;
}

Hasher::Hasher() {
  XXH3_INITSTATE(state(state_));
  reset();
}
void Hasher::reset() { XXH3_128bits_reset(state(state_)); }
void Hasher::bytes(const void* data, std::size_t size) {
  XXH3_128bits_update(state(state_), data, size);
}
void Hasher::u32(std::uint32_t v) {
  v = little_endian(v);
  bytes(&v, sizeof v);
}
void Hasher::u64(std::uint64_t v) {
  v = little_endian(v);
  bytes(&v, sizeof v);
}
void Hasher::f64(double v) {
  if (v == 0) v = 0;
  if (std::isnan(v)) v = std::numeric_limits<double>::quiet_NaN();
  u64(std::bit_cast<std::uint64_t>(v));
}
void Hasher::f32(float v) {
  if (v == 0) v = 0;
  if (std::isnan(v)) v = std::numeric_limits<float>::quiet_NaN();
  u32(std::bit_cast<std::uint32_t>(v));
}
void Hasher::text(std::string_view v) {
  u64(v.size());
  bytes(v.data(), v.size());
}
Hash128 Hasher::digest() const {
  const XXH128_hash_t h = XXH3_128bits_digest(reinterpret_cast<const XXH3_state_t*>(state_.data()));
  return {h.low64, h.high64};
}

Hash128 hash_bytes(std::span<const std::byte> data) {
  const XXH128_hash_t h = XXH3_128bits(data.data(), data.size());
  return {h.low64, h.high64};
}

}  // namespace lattice
