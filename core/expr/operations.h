// What every operation computes, on f64 lanes: the one definition that constant folding and
// evaluation share. IEEE 754 throughout; nothing traps, nothing depends on CPU or libm.
#pragma once
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "base/math.h"
#include "base/noise.h"

namespace lattice::expr {

enum class Op : std::uint8_t {
  // Leaves; the operands are ids, not lanes.
  constant,  // value
  property,  // a: PropertyId, b: component
  variable,  // a: VariableId, b: component
  time,      // a: TimeField
  sample,    // a: lane of seconds; b: PropertyId, c: component
  // One operand.
  move,
  negate,
  logical_not,
  abs,
  sign,
  floor,
  ceil,
  round,
  fract,
  sqrt,
  exp,
  log,
  sin,
  cos,
  tan,
  random,
  // Two.
  add,
  subtract,
  multiply,
  divide,
  modulo,
  power,
  less,
  less_equal,
  equal,
  logical_and,
  logical_or,
  min,
  max,
  atan2,
  step,
  pingpong,
  noise,
  // Three.
  select,
  clamp,
  lerp,
  smoothstep,
};

inline constexpr int operand_count(Op op) {
  if (op == Op::sample) return 1;
  return op < Op::move ? 0 : op < Op::add ? 1 : op < Op::select ? 2 : 3;
}

namespace ops {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

inline double sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : x; }
inline double ceil(double x) { return -lattice_floor(-x); }

// Halves away from zero. |x| - floor(|x|) is exact, which floor(|x| + 0.5) is not.
inline double round(double x) {
  const double magnitude = std::fabs(x), whole = lattice_floor(magnitude);
  return std::copysign(magnitude - whole >= 0.5 ? whole + 1 : whole, x);
}

// x - y floor(x / y) without its rounding: from 0 up to but not y, with the sign of y. A
// remainder so small that y would be reached is 0, the same point of the circle.
inline double modulo(double x, double y) {
  if (x >= 0 && x < y) return x + 0.0;  // -0 becomes 0
  double rest = std::fmod(x, y);        // exact by definition
  if ((rest < 0) != (y < 0)) {
    if (rest != 0) rest += y;
    if (rest == y) rest = 0;
  }
  return rest == 0 ? std::copysign(0.0, y) : rest;
}

// A square is rounded once.
inline double power(double x, double y) { return y == 2 ? x * x : math::pow(x, y); }

// NaN when either is.
inline double min(double a, double b) { return a < b ? a : b <= a ? b : kNaN; }
inline double max(double a, double b) { return a > b ? a : b >= a ? b : kNaN; }
inline double clamp(double x, double low, double high) { return min(max(x, low), high); }

// Exact at both ends.
inline double lerp(double a, double b, double t) { return t == 1 ? b : a + (b - a) * t; }

inline double step(double edge, double x) { return x < edge ? 0 : x >= edge ? 1 : kNaN; }

// A width of 0 is a step.
inline double smoothstep(double from, double to, double x) {
  if (from == to) return step(from, x);
  const double t = clamp((x - from) / (to - from), 0, 1);
  return t * t * (3 - 2 * t);
}

// Up for one period and down for the next.
inline double pingpong(double t, double period) {
  const double within = modulo(t, 2 * period);
  return std::fabs(within) <= std::fabs(period) ? within : 2 * period - within;
}

}  // namespace ops

// Operands beyond operand_count(op) are ignored. Not for leaves.
inline double apply(Op op, double a, double b, double c, std::uint64_t composition_seed) {
  switch (op) {
    case Op::constant:
    case Op::property:
    case Op::variable:
    case Op::time:
    case Op::sample:
    case Op::move: return a;
    case Op::negate: return -a;
    case Op::logical_not: return a != 0 ? 0 : 1;
    case Op::abs: return std::fabs(a);
    case Op::sign: return ops::sign(a);
    case Op::floor: return lattice_floor(a);
    case Op::ceil: return ops::ceil(a);
    case Op::round: return ops::round(a);
    case Op::fract: return ops::modulo(a, 1);
    case Op::sqrt: return lattice_sqrt(a);
    case Op::exp: return math::exp(a);
    case Op::log: return math::log(a);
    case Op::sin: return math::sin(a);
    case Op::cos: return math::cos(a);
    case Op::tan: return math::tan(a);
    case Op::random: return random_unit(composition_seed, a);
    case Op::add: return a + b;
    case Op::subtract: return a - b;
    case Op::multiply: return a * b;
    case Op::divide: return a / b;
    case Op::modulo: return ops::modulo(a, b);
    case Op::power: return ops::power(a, b);
    case Op::less: return a < b ? 1 : 0;
    case Op::less_equal: return a <= b ? 1 : 0;
    case Op::equal: return a == b ? 1 : 0;
    case Op::logical_and: return a != 0 && b != 0 ? 1 : 0;
    case Op::logical_or: return a != 0 || b != 0 ? 1 : 0;
    case Op::min: return ops::min(a, b);
    case Op::max: return ops::max(a, b);
    case Op::atan2: return lattice_atan2(a, b);
    case Op::step: return ops::step(a, b);
    case Op::pingpong: return ops::pingpong(a, b);
    case Op::noise: return value_noise(composition_seed, b, a);
    case Op::select: return a != 0 ? b : c;
    case Op::clamp: return ops::clamp(a, b, c);
    case Op::lerp: return ops::lerp(a, b, c);
    case Op::smoothstep: return ops::smoothstep(a, b, c);
  }
  return 0;
}

}  // namespace lattice::expr
