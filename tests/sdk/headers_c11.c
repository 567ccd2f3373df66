/* Every header of the SDK as C11, and its functions behind symbols of their own, so that the
 * tests can compare what a C and a C++ compiler make of them. */
#include <lattice/math.h>
#include <lattice/plugin.h>

LATTICE_ASSERT(LATTICE_HOST_FITS(LATTICE_ABI_VERSION), "the same version");
LATTICE_ASSERT(LATTICE_HOST_FITS(LATTICE_ABI_VERSION + 1), "a newer minor version");
LATTICE_ASSERT(!LATTICE_HOST_FITS(LATTICE_ABI_VERSION - 1), "an older one");
LATTICE_ASSERT(!LATTICE_HOST_FITS(LATTICE_ABI_VERSION + 0x10000u), "another major version");
LATTICE_ASSERT(!LATTICE_HOST_FITS(0u), "none");

double c11_unary(int function, double x);
double c11_binary(int function, double x, double y);

double c11_unary(int function, double x) {
  switch (function) {
    case 0: return lattice_sin(x);
    case 1: return lattice_cos(x);
    case 2: return lattice_tan(x);
    case 3: return lattice_atan(x);
    case 4: return lattice_exp(x);
    case 5: return lattice_log(x);
    case 6: return lattice_cbrt(x);
    case 7: return lattice_sqrt(x);
    case 8: return lattice_floor(x);
    default: return lattice_fabs(x);
  }
}

double c11_binary(int function, double x, double y) {
  switch (function) {
    case 0: return lattice_atan2(x, y);
    case 1: return lattice_pow(x, y);
    default: return lattice_hypot(x, y);
  }
}
