#include "anim/ease.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>

#include "support/catch.h"

using namespace lattice::anim;

TEST_CASE("cubic Bezier eases agree with a browser's", "[anim]") {
  std::ifstream file(LATTICE_TEST_DATA "/anim/cubic_bezier.json");
  REQUIRE(file);
  int samples = 0;
  for (std::string line; std::getline(file, line);) {
    EaseShape shape{};
    double t = 0, chromium = 0, ideal = 0;
    if (std::sscanf(line.c_str(),
                    "{\"bezier\":[%lf,%lf,%lf,%lf],\"t\":%lf,\"chromium\":%lf,\"ideal\":%lf",
                    &shape[0], &shape[1], &shape[2], &shape[3], &t, &chromium, &ideal) != 7)
      continue;
    ++samples;
    CAPTURE(line);
    CHECK(std::fabs(eased_bezier(shape, t) - ideal) <= 1e-8);
    CHECK(std::fabs(eased_bezier(shape, t) - chromium) <= 1e-5);
  }
  CHECK(samples == 300);
}

TEST_CASE("a cubic Bezier is solved also where it stands upright or lies flat", "[anim]") {
  const EaseShape shapes[] = {
      {1, 0, 0, 1}, {0, 1, 1, 0}, {0, 0, 0, 0}, {1, 1, 1, 1}, {0, -3, 1, 4}};
  for (const EaseShape& shape : shapes) {
    double last_x = 0;
    for (int i = 0; i <= 1000; ++i) {
      const double t = i / 1000.0;
      const double y = eased_bezier(shape, t);
      CAPTURE(shape[0], shape[1], shape[2], shape[3], t);
      CHECK(std::isfinite(y));
      // The curve rises in x, so that some s has x(s) = t; y must be that point's.
      double low = 0, high = 1;
      for (int k = 0; k < 100; ++k) {
        const double s = (low + high) / 2;
        const double x =
            3 * shape[0] * s * (1 - s) * (1 - s) + 3 * shape[2] * s * s * (1 - s) + s * s * s;
        (x < t ? low : high) = s;
      }
      const double s = (low + high) / 2;
      const double expected =
          3 * shape[1] * s * (1 - s) * (1 - s) + 3 * shape[3] * s * s * (1 - s) + s * s * s;
      // Upright at one point: there y is as exact as x allows.
      const bool is_upright = shape == shapes[0] && std::fabs(t - 0.5) < 1e-3;
      CHECK(std::fabs(y - expected) <= (is_upright ? 1e-4 : 1e-7));
      last_x = t;
    }
    CHECK(last_x == 1);
  }
}

TEST_CASE("every named ease begins at 0 and ends at 1, exactly", "[anim]") {
  for (int i = 0; i < kEaseCount; ++i) {
    const auto ease = static_cast<Ease>(i);
    if (ease == Ease::bezier || ease == Ease::spring) continue;
    CAPTURE(name_of(ease));
    CHECK(eased(ease, 0) == 0);
    CHECK(eased(ease, 1) == 1);
  }
}

TEST_CASE("outs are ins turned round, and in-outs are symmetric", "[anim]") {
  for (int first = static_cast<int>(Ease::in_sine); first < kEaseCount; first += 3) {
    const auto in = static_cast<Ease>(first), out = static_cast<Ease>(first + 1),
               in_out = static_cast<Ease>(first + 2);
    for (double t = 0.0625; t < 1; t += 0.0625) {
      CAPTURE(name_of(in), t);
      CHECK(eased(out, t) == Approx(1 - eased(in, 1 - t)).margin(1e-14));
      CHECK(eased(in_out, t) == Approx(1 - eased(in_out, 1 - t)).margin(1e-14));
    }
    CHECK(eased(in_out, 0.5) == Approx(0.5).margin(1e-14));
  }
}

// The formulas as easings.net prints them.
TEST_CASE("named eases have the values of their formulas", "[anim]") {
  const double pi = 3.14159265358979323846, c1 = 1.70158, c2 = c1 * 1.525;
  for (double t = 0.05; t < 1; t += 0.1) {
    CAPTURE(t);
    CHECK(eased(Ease::in_sine, t) == Approx(1 - std::cos(t * pi / 2)));
    CHECK(eased(Ease::out_quad, t) == Approx(1 - (1 - t) * (1 - t)));
    CHECK(eased(Ease::in_cubic, t) == Approx(t * t * t));
    CHECK(eased(Ease::out_quart, t) == Approx(1 - std::pow(1 - t, 4)));
    CHECK(eased(Ease::in_quint, t) == Approx(std::pow(t, 5)));
    CHECK(eased(Ease::out_expo, t) == Approx(1 - std::pow(2, -10 * t)));
    CHECK(eased(Ease::out_circ, t) == Approx(std::sqrt(1 - (t - 1) * (t - 1))));
    CHECK(eased(Ease::in_back, t) == Approx((c1 + 1) * t * t * t - c1 * t * t));
    CHECK(eased(Ease::in_out_back, t) ==
          Approx(t < 0.5 ? std::pow(2 * t, 2) * ((c2 + 1) * 2 * t - c2) / 2
                         : (std::pow(2 * t - 2, 2) * ((c2 + 1) * (t * 2 - 2) + c2) + 2) / 2));
    CHECK(eased(Ease::in_elastic, t) ==
          Approx(-std::pow(2, 10 * t - 10) * std::sin((t * 10 - 10.75) * (2 * pi / 3))));
    CHECK(eased(Ease::out_elastic, t) ==
          Approx(std::pow(2, -10 * t) * std::sin((t * 10 - 0.75) * (2 * pi / 3)) + 1));
    CHECK(
        eased(Ease::in_out_elastic, t) ==
        Approx(t < 0.5
                   ? -(std::pow(2, 20 * t - 10) * std::sin((20 * t - 11.125) * (2 * pi / 4.5))) / 2
                   : std::pow(2, -20 * t + 10) * std::sin((20 * t - 11.125) * (2 * pi / 4.5)) / 2 +
                         1));
    const double n = 7.5625, d = 2.75;
    const double bounce = t < 1 / d     ? n * t * t
                          : t < 2 / d   ? n * (t - 1.5 / d) * (t - 1.5 / d) + 0.75
                          : t < 2.5 / d ? n * (t - 2.25 / d) * (t - 2.25 / d) + 0.9375
                                        : n * (t - 2.625 / d) * (t - 2.625 / d) + 0.984375;
    CHECK(eased(Ease::out_bounce, t) == Approx(bounce));
  }
}

TEST_CASE("a hold stays at the first key", "[anim]") { CHECK(eased(Ease::hold, 0.75) == 0); }
