// Frame rates and time bases as two whole numbers, so that 29.97 stays exact for ever.
#pragma once
#include <cstdint>
#include <numeric>

namespace lattice {

struct Rational {
  std::int32_t num = 1;
  std::int32_t den = 1;

  double value() const { return static_cast<double>(num) / den; }
  friend bool operator==(Rational, Rational) = default;
};

// The same number in lowest terms, den > 0. Requires den != 0.
inline Rational reduced(std::int64_t num, std::int64_t den) {
  const std::int64_t g = std::gcd(num, den);
  if (g > 1) num /= g, den /= g;
  if (den < 0) num = -num, den = -den;
  return {static_cast<std::int32_t>(num), static_cast<std::int32_t>(den)};
}

// Seconds at which frame `frame` begins; sub-frame values are legal.
inline double seconds_at(double frame, Rational fps) { return frame * fps.den / fps.num; }

}  // namespace lattice
