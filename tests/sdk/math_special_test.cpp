#include <vector>

#include "math_functions.h"
#include "support/catch.h"

namespace {

const double kInf = std::numeric_limits<double>::infinity();
const double kNan = std::numeric_limits<double>::quiet_NaN();

const std::vector<double> kSpecial{0.0,
                                   -0.0,
                                   1.0,
                                   -1.0,
                                   0.5,
                                   -0.5,
                                   2.0,
                                   -2.0,
                                   3.0,
                                   -3.0,
                                   2.5,
                                   -2.5,
                                   kInf,
                                   -kInf,
                                   kNan,
                                   5e-324,
                                   -5e-324,
                                   0x1p-1022,
                                   -0x1p-1022,
                                   1e308,
                                   -1e308,
                                   0x1p52,
                                   -0x1p53,
                                   0x1p53 - 1,
                                   1 - 0x1p-53,
                                   1 + 0x1p-52,
                                   1e-20,
                                   -1e-20,
                                   709.0,
                                   710.0,
                                   -745.0,
                                   -746.0,
                                   4503599627370495.5,
                                   -4503599627370495.5,
                                   0x1p64,
                                   -0x1p65};

bool same(double a, double b) {
  return lattice_bits_(a) == lattice_bits_(b) || (std::isnan(a) && std::isnan(b));
}

}  // namespace

TEST_CASE("special arguments give what C11 annex F asks for", "[sdk][math]") {
  for (const Unary& f : kUnary)
    for (const double x : kSpecial) {
      CAPTURE(f.name, x);
      const double got = f.ours(x), want = static_cast<double>(f.reference(x));
      if (!std::isfinite(want) || want == 0)
        CHECK(same(got, want));
      else
        CHECK(ulps(got, f.reference(x)) < 1);
    }
}

TEST_CASE("special pairs give what C11 annex F asks for", "[sdk][math]") {
  for (const Binary& f : kBinary)
    for (const double x : kSpecial)
      for (const double y : kSpecial) {
        CAPTURE(f.name, x, y);
        const double got = f.ours(x, y), want = static_cast<double>(f.reference(x, y));
        if (!std::isfinite(want) || want == 0)
          CHECK(same(got, want));
        else
          CHECK(ulps(got, f.reference(x, y)) < 1);
      }
}

TEST_CASE("every NaN that comes back is the same one", "[sdk][math]") {
  const double payload = lattice_from_bits_(0xfff8000000001234u);
  const std::uint64_t quiet = 0x7ff8000000000000u;
  for (const Unary& f : kUnary) {
    CAPTURE(f.name);
    if (std::string(f.name) != "fabs") CHECK(lattice_bits_(f.ours(payload)) == quiet);
  }
  for (const Binary& f : kBinary) {
    CAPTURE(f.name);
    CHECK(lattice_bits_(f.ours(payload, 2)) == quiet);
    CHECK(lattice_bits_(f.ours(2, payload)) == quiet);
  }
  CHECK(lattice_bits_(lattice_log(-1)) == quiet);
  CHECK(lattice_bits_(lattice_pow(-8, 1.0 / 3)) == quiet);
  CHECK(lattice_bits_(lattice_sin(kInf)) == quiet);
  CHECK(lattice_bits_(lattice_sqrt(-1)) == quiet);
}

TEST_CASE("exp and pow meet their limits where doubles do", "[sdk][math]") {
  CHECK(lattice_exp(709.782712893384) == Approx(1.797693134862273e308));
  CHECK(lattice_exp(709.7827128933841) == kInf);
  CHECK(lattice_exp(-745.1332191019411) == 5e-324);
  CHECK(lattice_exp(-745.1332191019412) == 0);
  CHECK(lattice_pow(2, 1023) == 0x1p1023);
  CHECK(lattice_pow(2, 1024) == kInf);
  CHECK(lattice_pow(2, -1074) == 5e-324);
  CHECK(lattice_pow(2, -1076) == 0);
  CHECK(lattice_pow(-2, 1025) == -kInf);
  CHECK(std::signbit(lattice_pow(-2, -1077)));
}
