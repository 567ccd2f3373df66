// Every header of the SDK as C++20: that it compiles is the test.
#include <lattice/math.h>
#include <lattice/plugin.h>

static_assert(LATTICE_HOST_FITS(LATTICE_ABI_VERSION) && !LATTICE_HOST_FITS(0u));
