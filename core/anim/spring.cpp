#include "anim/spring.h"

#include <cmath>

#include "base/math.h"

namespace lattice::anim {
namespace {

// With w the natural frequency and z the damping ratio, all three regimes are
//   x = 1 - e^(-z w t) (C + z w S),
// C, S = cos(d t), sin(d t)/d below critical damping, 1, t at it, cosh(d t), sinh(d t)/d
// above, where d = w sqrt(|1 - z^2|).

double underdamped(double decay, double d, double t) {
  return 1 - math::exp(-decay * t) * (math::cos(d * t) + decay / d * math::sin(d * t));
}

// Close to critical, where sinh(d t) would cancel.
double nearly_critical(double decay, double d, double t) {
  const double u = d * t * (d * t);
  const double cosh = 1 + u / 2 * (1 + u / 12 * (1 + u / 30 * (1 + u / 56)));
  const double sinh_by_d = t * (1 + u / 6 * (1 + u / 20 * (1 + u / 42 * (1 + u / 72))));
  return 1 - math::exp(-decay * t) * (cosh + decay * sinh_by_d);
}

// Both exponents are negative; the slow one is decay - d without its cancellation.
double overdamped(double frequency, double decay, double d, double t) {
  const double fast = decay + d, slow = frequency * frequency / fast;
  return 1 - (fast * math::exp(-slow * t) - slow * math::exp(-fast * t)) / (2 * d);
}

}  // namespace

double spring_at(const Spring& spring, double seconds) {
  if (!(seconds > 0)) return 0;
  const double frequency = std::sqrt(spring.stiffness / spring.mass);
  const double decay = spring.damping / (2 * spring.mass);
  // (w - decay) (w + decay) keeps what w^2 - decay^2 would lose close to critical.
  const double square = (frequency - decay) * (frequency + decay);
  const double d = std::sqrt(std::fabs(square));
  if (d * seconds < 0.25 && square <= 0) return nearly_critical(decay, d, seconds);
  return square > 0 ? underdamped(decay, d, seconds) : overdamped(frequency, decay, d, seconds);
}

}  // namespace lattice::anim
