#include <vector>

#include "math_functions.h"
#include "support/catch.h"

namespace {

constexpr int kSamples = 60000;
constexpr double kUlp = 0.55;          // what the header promises
constexpr double kSubnormalUlp = 1.0;  // where the result has fewer bits than a double
// FNV-1a of the bits of every result below. It changes only when the numbers do, and that
// is a change of every picture that was computed with them.
constexpr std::uint64_t kFingerprint = 0xbbebdf0b4d8177c7;

struct Worst {
  double ulp = 0, x = 0, y = 0;
  void see(double u, double a, double b = 0) {
    if (u > ulp) ulp = u, x = a, y = b;
  }
};

double argument(Arguments& arguments, int i) {
  switch (i % 5) {
    case 0: return arguments.between(-4, 4);
    case 1: return arguments.between(-800, 800);
    case 2: return arguments.between(-1e7, 1e7);
    case 3: return arguments.between(0.9, 1.1);
    default: return arguments.any();
  }
}

// (x, y) such that x^y is mostly finite: y is scaled by 1 / ln x.
void pow_arguments(Arguments& arguments, int i, double& x, double& y) {
  x = std::fabs(argument(arguments, i));
  const double log_x = lattice_log(x);
  y = arguments.between(-750, 712) / (std::fabs(log_x) > 1e-300 ? log_x : 1);
}

bool is_subnormal_result(long double want) { return std::fabs(want) < 0x1p-1022L; }

std::uint64_t fold(std::uint64_t hash, double value) {
  std::uint64_t bits = lattice_bits_(value);
  for (int i = 0; i < 8; ++i, bits >>= 8) hash = (hash ^ (bits & 0xff)) * 0x100000001b3u;
  return hash;
}

}  // namespace

TEST_CASE("functions of one argument stay within the promised error", "[sdk][math]") {
  for (const Unary& f : kUnary) {
    Arguments arguments(11);
    Worst normal, subnormal;
    for (int i = 0; i < kSamples; ++i) {
      const double x = argument(arguments, i);
      const long double want = f.reference(x);
      (is_subnormal_result(want) ? subnormal : normal).see(ulps(f.ours(x), want), x);
    }
    INFO(f.name << " worst at " << normal.x << ", subnormal at " << subnormal.x);
    CHECK(normal.ulp < kUlp);
    CHECK(subnormal.ulp < kSubnormalUlp);
  }
}

TEST_CASE("functions of two arguments stay within the promised error", "[sdk][math]") {
  for (const Binary& f : kBinary) {
    Arguments arguments(12);
    Worst normal, subnormal;
    for (int i = 0; i < kSamples; ++i) {
      double x = argument(arguments, i), y = argument(arguments, i / 5);
      if (f.reference == static_cast<long double (*)(long double, long double)>(powl))
        pow_arguments(arguments, i, x, y);
      const long double want = f.reference(x, y);
      (is_subnormal_result(want) ? subnormal : normal).see(ulps(f.ours(x, y), want), x, y);
    }
    INFO(f.name << " worst at " << normal.x << ", " << normal.y << ", subnormal at " << subnormal.x
                << ", " << subnormal.y);
    CHECK(normal.ulp < kUlp);
    CHECK(subnormal.ulp < kSubnormalUlp);
  }
}

TEST_CASE("angles next to multiples of pi/2 keep their accuracy", "[sdk][math]") {
  // The last one is the double that comes nearest to such a multiple (Muller, Elementary
  // Functions, 3rd edition, section 11.2): it leaves 2^-62 or so.
  std::vector<double> angles{6381956970095103 * 0x1p797};
  for (int k = 1; k < 3000; k += 7) {
    const double near_multiple = static_cast<double>(k * 1.57079632679489661923132169163975144L);
    for (const double x : {near_multiple, std::nextafter(near_multiple, 0.0), near_multiple * 1e6,
                           near_multiple * 0x1p600})
      angles.push_back(x);
  }
  for (const double x : angles) {
    CAPTURE(x);
    CHECK(ulps(lattice_sin(x), sinl(x)) < kUlp);
    CHECK(ulps(lattice_cos(-x), cosl(-x)) < kUlp);
    CHECK(ulps(lattice_tan(x), tanl(x)) < kUlp);
  }
}

TEST_CASE("angles on and beside the steps of the table keep their accuracy", "[sdk][math]") {
  constexpr double kTableEnd = 0x1p14;
  std::vector<double> angles{kTableEnd, std::nextafter(kTableEnd, 0.0),
                             std::nextafter(kTableEnd, 1e9)};
  for (int k = 1; k < 166'000; k += k < 300 ? 1 : 613) {
    const double step = static_cast<double>(k * 3.14159265358979323846264338327950288L / 64);
    for (const double x : {step, std::nextafter(step, 0.0), step + 0x1p-13, step * (1 - 0x1p-30)})
      angles.push_back(x);
  }
  Worst sines, cosines;
  for (const double x : angles) {
    sines.see(ulps(lattice_sin(x), sinl(x)), x);
    cosines.see(ulps(lattice_cos(-x), cosl(x)), x);
    REQUIRE(lattice_sin(-x) == -lattice_sin(x));
    REQUIRE(lattice_cos(-x) == lattice_cos(x));
  }
  INFO("worst at " << sines.x << " and " << cosines.x);
  CHECK(sines.ulp < kUlp);
  CHECK(cosines.ulp < kUlp);
}

TEST_CASE("pow of whole numbers is exact when the result is a double", "[sdk][math]") {
  for (int base = 1; base <= 300; ++base) {
    double power = 1;
    for (int n = 0; power < 0x1p53; ++n, power *= base) {
      CAPTURE(base, n);
      REQUIRE(lattice_pow(base, n) == power);
      REQUIRE(lattice_pow(-base, n) == (n % 2 == 0 ? power : -power));
      if (base == 1 && n == 3) break;
    }
  }
}

TEST_CASE("cbrt of a cube and hypot of a Pythagorean triple are exact", "[sdk][math]") {
  for (int n = -2000; n <= 2000; ++n) REQUIRE(lattice_cbrt(static_cast<double>(n) * n * n) == n);
  CHECK(lattice_hypot(3, 4) == 5);
  CHECK(lattice_hypot(-3e300, 4e300) == 5e300);
  CHECK(lattice_hypot(5e-324 * 8, 5e-324 * 15) == 5e-324 * 17);
}

TEST_CASE("the bits are the same as on every other machine, from C and from C++", "[sdk][math]") {
  std::uint64_t hash = 0xcbf29ce484222325u;
  Arguments arguments(13);
  for (int i = 0; i < 20000; ++i) {
    for (std::size_t f = 0; f < kUnary.size(); ++f) {
      const double x = argument(arguments, i), ours = kUnary[f].ours(x);
      REQUIRE(lattice_bits_(ours) == lattice_bits_(c11_unary(static_cast<int>(f), x)));
      hash = fold(hash, ours);
    }
    for (std::size_t f = 0; f < kBinary.size(); ++f) {
      double x = argument(arguments, i), y = argument(arguments, i + 1);
      if (i % 2 == 0) pow_arguments(arguments, i, x, y);
      const double ours = kBinary[f].ours(x, y);
      REQUIRE(lattice_bits_(ours) == lattice_bits_(c11_binary(static_cast<int>(f), x, y)));
      hash = fold(hash, ours);
    }
  }
  CHECK(hash == kFingerprint);
}
