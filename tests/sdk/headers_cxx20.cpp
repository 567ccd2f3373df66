// Every header of the SDK as C++20: that it compiles is the test.
#include <lattice/math.h>
#include <lattice/plugin.h>
