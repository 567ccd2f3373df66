#include "anim/spring.h"

#include <cmath>

#include "support/catch.h"

using lattice::anim::Spring;
using lattice::anim::spring_at;

namespace {

// m x'' + c x' + k (x - 1) = 0 from rest at 0, by fourth-order Runge-Kutta.
double integrated(const Spring& s, double seconds, int steps) {
  const auto acceleration = [&](double x, double v) {
    return (-s.damping * v - s.stiffness * (x - 1)) / s.mass;
  };
  const double h = seconds / steps;
  double x = 0, v = 0;
  for (int i = 0; i < steps; ++i) {
    const double a1 = acceleration(x, v);
    const double a2 = acceleration(x + h / 2 * v, v + h / 2 * a1);
    const double a3 = acceleration(x + h / 2 * (v + h / 2 * a1), v + h / 2 * a2);
    const double a4 = acceleration(x + h * (v + h / 2 * a2), v + h * a3);
    x += h * (v + h / 6 * (a1 + a2 + a3));
    v += h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
  }
  return x;
}

}  // namespace

TEST_CASE("a spring agrees with a fine numerical integration in all regimes", "[anim]") {
  const Spring springs[] = {{100, 10, 1},        {100, 0, 1},    {100, 20, 1}, {100, 19.999999, 1},
                            {100, 20.000001, 1}, {100, 20.1, 1}, {100, 60, 1}, {170, 26, 1},
                            {5, 1, 4},           {2, 30, 0.5},   {400, 3, 2}};
  for (const Spring& spring : springs)
    for (const double seconds : {0.01, 0.1, 0.37, 1.0, 2.5}) {
      CAPTURE(spring.stiffness, spring.damping, spring.mass, seconds);
      CHECK(std::fabs(spring_at(spring, seconds) - integrated(spring, seconds, 20000)) < 1e-8);
    }
}

TEST_CASE("a spring begins at rest, and one with damping ends at 1", "[anim]") {
  for (const Spring& spring : {Spring{100, 10, 1}, Spring{100, 20, 1}, Spring{100, 50, 1}}) {
    CHECK(spring_at(spring, 0) == 0);
    CHECK(spring_at(spring, -1) == 0);
    CHECK(spring_at(spring, 1e-9) == Approx(0).margin(1e-14));
    CHECK(spring_at(spring, 1e6) == 1);
  }
}

TEST_CASE("a spring passes from one regime to the next without a jump", "[anim]") {
  for (const double seconds : {0.001, 0.1, 1.0, 3.0}) {
    double last = spring_at({100, 19.9, 1}, seconds);
    for (int i = 1; i <= 2000; ++i) {
      const double next = spring_at({100, 19.9 + i * 1e-4, 1}, seconds);
      CHECK(std::fabs(next - last) < 2e-5);
      last = next;
    }
  }
}

TEST_CASE("extreme springs stay finite", "[anim]") {
  for (const double k : {1e-9, 1.0, 1e9})
    for (const double c : {0.0, 1e-9, 1.0, 1e9})
      for (const double m : {1e-9, 1.0, 1e9})
        for (const double t : {1e-9, 1.0, 1e9}) {
          CAPTURE(k, c, m, t);
          CHECK(std::isfinite(spring_at({k, c, m}, t)));
        }
}
