#include "anim/ease.h"

#include <cassert>
#include <cmath>

#include "base/math.h"

namespace lattice::anim {
namespace {

using math::kPi;

constexpr double kBackOvershoot = 1.70158;                      // 10 % beyond the end
constexpr double kBackOvershootInOut = kBackOvershoot * 1.525;  // the same of each half

double power_of_two(double x) {
  constexpr double kLn2 = 0.693147180559945309417;
  return math::exp(x * kLn2);
}

double power(double t, int exponent) {
  double result = t;
  for (int i = 1; i < exponent; ++i) result *= t;
  return result;
}

double back(double t, double overshoot) { return t * t * ((overshoot + 1) * t - overshoot); }

double out_bounce(double t) {
  constexpr double n = 7.5625, d = 2.75;
  if (t < 1 / d) return n * t * t;
  if (t < 2 / d) return t -= 1.5 / d, n * t * t + 0.75;
  if (t < 2.5 / d) return t -= 2.25 / d, n * t * t + 0.9375;
  return t -= 2.625 / d, n * t * t + 0.984375;
}

// A sine that swells towards the end; `period` in units of t.
double in_elastic(double t, double period, double shift) {
  return -(power_of_two(10 * t - 10) * math::sin((t * 10 - shift) * (2 * kPi) / period));
}

enum class Family : std::uint8_t {
  sine,
  quad,
  cubic,
  quart,
  quint,
  expo,
  circ,
  back,
  elastic,
  bounce
};

// The "in" of a family, for 0 < t < 1.
double in(Family family, double t) {
  switch (family) {
    case Family::sine: return 1 - math::cos(t * kPi / 2);
    case Family::quad: return power(t, 2);
    case Family::cubic: return power(t, 3);
    case Family::quart: return power(t, 4);
    case Family::quint: return power(t, 5);
    case Family::expo: return power_of_two(10 * t - 10);
    case Family::circ: return 1 - std::sqrt(1 - t * t);
    case Family::back: return back(t, kBackOvershoot);
    case Family::elastic: return in_elastic(t, 3, 10.75);
    case Family::bounce: return 1 - out_bounce(1 - t);
  }
  return t;
}

// The first half of an "in out", for 0 < t < 1/2, in [0, 1/2].
double first_half(Family family, double t) {
  switch (family) {
    case Family::back: return back(2 * t, kBackOvershootInOut) / 2;
    case Family::elastic:
      return -(power_of_two(20 * t - 10) * math::sin((20 * t - 11.125) * (2 * kPi) / 4.5)) / 2;
    default: return in(family, 2 * t) / 2;
  }
}

// One coordinate of the curve: 3 a s (1-s)^2 + 3 b s^2 (1-s) + s^3, by powers of s.
struct Cubic {
  double c1, c2, c3;

  Cubic(double a, double b) : c1(3 * a), c2(3 * b - 6 * a), c3((3 * a - 3 * b) + 1) {}
  double at(double s) const { return ((c3 * s + c2) * s + c1) * s; }
  double slope(double s) const { return (3 * c3 * s + 2 * c2) * s + c1; }
  double bend(double s) const { return 6 * c3 * s + 2 * c2; }

  // From `s` nearer to where the curve has the value `t`, by Halley: the digits triple.
  double nearer(double s, double t) const {
    const double error = at(s) - t, rise = slope(s);
    return s - 2 * error * rise / (2 * rise * rise - error * bend(s));
  }
};

// Where a curve that never falls has the value t, 0 < t < 1.
double parameter_at(const Cubic& x, double t) {
  constexpr double kRounding = 0x1p-51;
  // As many steps as nearly all curves need, without a branch among them.
  double s = x.nearer(x.nearer(x.nearer(t, t), t), t);
  if (s > 0 && s < 1 && std::fabs(x.at(s) - t) <= kRounding) return s;
  double low = 0, high = 1;
  s = t;
  for (int i = 0; i < 64 && high > low; ++i) {
    const double error = x.at(s) - t;
    if (error == 0) break;
    (error > 0 ? high : low) = s;
    double next = x.nearer(s, t);
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (next == s) break;
    s = next;
  }
  return s;
}

}  // namespace

std::string_view name_of(Ease ease) {
  static constexpr std::string_view kNames[kEaseCount] = {"hold",
                                                          "linear",
                                                          "cubic_bezier",
                                                          "spring",
                                                          "ease_in_sine",
                                                          "ease_out_sine",
                                                          "ease_in_out_sine",
                                                          "ease_in_quad",
                                                          "ease_out_quad",
                                                          "ease_in_out_quad",
                                                          "ease_in_cubic",
                                                          "ease_out_cubic",
                                                          "ease_in_out_cubic",
                                                          "ease_in_quart",
                                                          "ease_out_quart",
                                                          "ease_in_out_quart",
                                                          "ease_in_quint",
                                                          "ease_out_quint",
                                                          "ease_in_out_quint",
                                                          "ease_in_expo",
                                                          "ease_out_expo",
                                                          "ease_in_out_expo",
                                                          "ease_in_circ",
                                                          "ease_out_circ",
                                                          "ease_in_out_circ",
                                                          "ease_in_back",
                                                          "ease_out_back",
                                                          "ease_in_out_back",
                                                          "ease_in_elastic",
                                                          "ease_out_elastic",
                                                          "ease_in_out_elastic",
                                                          "ease_in_bounce",
                                                          "ease_out_bounce",
                                                          "ease_in_out_bounce"};
  return kNames[static_cast<int>(ease)];
}

double eased(Ease ease, double t) {
  if (ease == Ease::linear) return t;
  if (t <= 0) return 0;
  if (t >= 1) return 1;
  if (ease == Ease::hold) return 0;
  assert(ease > Ease::spring);
  const int index = static_cast<int>(ease) - static_cast<int>(Ease::in_sine);
  const Family family = static_cast<Family>(index / 3);
  switch (index % 3) {
    case 0: return in(family, t);
    case 1: return 1 - in(family, 1 - t);
    default: return t < 0.5 ? first_half(family, t) : 1 - first_half(family, 1 - t);
  }
}

double eased_bezier(const EaseShape& shape, double t) {
  if (t <= 0) return 0;
  if (t >= 1) return 1;
  const Cubic x(shape[0], shape[2]);
  const double s = parameter_at(x, t);
  return Cubic(shape[1], shape[3]).at(s);
}

}  // namespace lattice::anim
