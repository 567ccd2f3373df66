// The only transcendental functions of the core: lattice/math.h under C++ names. libm's
// differ between CPUs, because glibc picks fused variants at run time.
#pragma once
#include <lattice/math.h>

namespace lattice::math {

inline constexpr double kPi = 3.14159265358979323846;
inline constexpr double kRadiansPerDegree = kPi / 180;

inline double sin(double x) { return lattice_sin(x); }
inline double cos(double x) { return lattice_cos(x); }
inline double tan(double x) { return lattice_tan(x); }
inline double exp(double x) { return lattice_exp(x); }
inline double log(double x) { return lattice_log(x); }
inline double pow(double x, double y) { return lattice_pow(x, y); }
inline double atan2(double y, double x) { return lattice_atan2(y, x); }

}  // namespace lattice::math
