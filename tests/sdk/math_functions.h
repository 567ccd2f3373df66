// The functions of lattice/math.h beside long double libm, whose 64-bit mantissa leaves an
// error of about 2^-11 of a double's last place.
#pragma once
#include <lattice/math.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

struct Unary {
  const char* name;
  double (*ours)(double);
  long double (*reference)(long double);
};

struct Binary {
  const char* name;
  double (*ours)(double, double);
  long double (*reference)(long double, long double);
};

// In the order of c11_unary() and c11_binary().
inline constexpr std::array kUnary{
    Unary{"sin", [](double x) { return lattice_sin(x); }, sinl},
    Unary{"cos", [](double x) { return lattice_cos(x); }, cosl},
    Unary{"tan", [](double x) { return lattice_tan(x); }, tanl},
    Unary{"atan", [](double x) { return lattice_atan(x); }, atanl},
    Unary{"exp", [](double x) { return lattice_exp(x); }, expl},
    Unary{"log", [](double x) { return lattice_log(x); }, logl},
    Unary{"cbrt", [](double x) { return lattice_cbrt(x); }, cbrtl},
    Unary{"sqrt", [](double x) { return lattice_sqrt(x); }, sqrtl},
    Unary{"floor", [](double x) { return lattice_floor(x); }, floorl},
    Unary{"fabs", [](double x) { return lattice_fabs(x); }, fabsl},
};

inline constexpr std::array kBinary{
    Binary{"atan2", [](double y, double x) { return lattice_atan2(y, x); }, atan2l},
    Binary{"pow", [](double x, double y) { return lattice_pow(x, y); }, powl},
    Binary{"hypot", [](double x, double y) { return lattice_hypot(x, y); }, hypotl},
};

extern "C" double c11_unary(int function, double x);
extern "C" double c11_binary(int function, double x, double y);

// 64-bit counter-based mixing (splitmix64): the same arguments on every machine.
class Arguments {
 public:
  explicit Arguments(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  double between(double low, double high) {
    return low + static_cast<double>(bits() >> 11) * 0x1p-53 * (high - low);
  }
  // Any finite double, every exponent as likely as another.
  double any() {
    for (;;) {
      const double x = lattice_from_bits_(bits());
      if (std::isfinite(x)) return x;
    }
  }

 private:
  std::uint64_t state_;
};

// |got - want| in units in the last place of want as a double; 0 for two NaNs or two equal
// infinities, infinite when only one of them is one.
inline double ulps(double got, long double want) {
  const double rounded = static_cast<double>(want);
  if (std::isnan(rounded) || std::isnan(got))
    return std::isnan(rounded) && std::isnan(got) ? 0 : std::numeric_limits<double>::infinity();
  if (std::isinf(rounded) || std::isinf(got))
    return rounded == got ? 0 : std::numeric_limits<double>::infinity();
  int exponent = 0;
  std::frexp(rounded, &exponent);
  if (rounded == 0) exponent = -1074;
  const double unit = std::ldexp(1.0, std::max(exponent - 53, -1074));
  return static_cast<double>(std::fabs(static_cast<long double>(got) - want) / unit);
}
