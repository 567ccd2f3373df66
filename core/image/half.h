// IEEE 754 binary16 ("half") from and to float, in integers alone, so that every compiler
// and CPU gives the same bits.
#pragma once
#include <bit>
#include <cstdint>

namespace lattice::image {

// Rounds to nearest, ties to even. Too large becomes infinity, too small a subnormal or
// zero; a NaN stays a quiet NaN with the upper bits of its payload.
constexpr std::uint16_t half_from_float(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = (bits >> 16) & 0x8000u;
  const std::uint32_t magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u)
    return static_cast<std::uint16_t>(sign | 0x7e00u | ((magnitude >> 13) & 0x1ffu));
  // 65520 lies half way between the largest half, 65504, and 65536.
  if (magnitude >= 0x477ff000u) return static_cast<std::uint16_t>(sign | 0x7c00u);

  std::uint32_t mantissa = 0, shift = 0;
  if (magnitude >= 0x38800000u) {  // 2^-14 and more: a normal half
    mantissa = magnitude - 0x38000000u;
    shift = 13;
  } else if (magnitude >= 0x33000000u) {  // 2^-25 and more: rounds to a subnormal
    mantissa = (magnitude & 0x7fffffu) | 0x800000u;
    shift = 126 - (magnitude >> 23);
  } else {
    return static_cast<std::uint16_t>(sign);
  }
  const std::uint32_t kept = mantissa >> shift;
  const std::uint32_t rest = mantissa & ((1u << shift) - 1);
  const std::uint32_t middle = 1u << (shift - 1);
  // A carry out of the mantissa moves into the exponent, which is what it means.
  const std::uint32_t up = rest > middle || (rest == middle && (kept & 1u)) ? 1u : 0u;
  return static_cast<std::uint16_t>(sign | (kept + up));
}

// Exact. A signalling NaN keeps its payload and becomes quiet.
constexpr float float_from_half(std::uint16_t half) {
  const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000u) << 16;
  const std::uint32_t exponent = (half >> 10) & 0x1fu;
  const std::uint32_t mantissa = half & 0x3ffu;
  if (exponent == 0x1f) {
    const std::uint32_t quiet = mantissa ? 0x400000u : 0u;
    return std::bit_cast<float>(sign | 0x7f800000u | quiet | (mantissa << 13));
  }
  if (exponent != 0)
    return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
  // A subnormal is mantissa * 2^-24, a normal float; zero keeps its sign.
  const float magnitude = static_cast<float>(mantissa) * 0x1p-24f;
  return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(magnitude));
}

}  // namespace lattice::image
