// Random numbers and noise that depend on seeds and places only: the same bits everywhere.
#pragma once
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace lattice {

namespace noise_detail {

// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
inline std::uint64_t mix(std::uint64_t h) {
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
  h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
  return h ^ (h >> 31);
}

// -0 counts as 0.
inline std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x + 0.0); }

// 0 up to but not 1, in steps of 2^-53.
inline double unit(std::uint64_t composition_seed, double seed, std::uint64_t place) {
  const std::uint64_t h = mix(composition_seed + 0x9e3779b97f4a7c15u);
  return static_cast<double>(mix(mix(h ^ bits(seed)) ^ place) >> 11) * 0x1p-53;
}

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace noise_detail

// 0 up to but not 1. NaN gives NaN.
inline double random_unit(std::uint64_t composition_seed, double seed) {
  if (seed != seed) return noise_detail::kNaN;
  // "random": apart from noise
  return noise_detail::unit(composition_seed, seed, 0x72616e646f6d0000u);
}

// Value noise: -1..1 at whole x, a smooth curve between. NaN and infinities give NaN.
inline double value_noise(std::uint64_t composition_seed, double seed, double x) {
  if (!(std::fabs(x) <= std::numeric_limits<double>::max()) || seed != seed)
    return noise_detail::kNaN;
  const double whole = std::floor(x), t = x - whole;
  const auto at = [&](double place) {
    return 2 * noise_detail::unit(composition_seed, seed, noise_detail::bits(place)) - 1;
  };
  const double a = at(whole), b = at(whole + 1);
  return a + (b - a) * (t * t * (3 - 2 * t));
}

}  // namespace lattice
