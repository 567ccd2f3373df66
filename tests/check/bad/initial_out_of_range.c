/* A default above the maximum. */
#include "filter.h"

static const lattice_param kOutside = CHECK_PARAM("amount", .initial = {.f64 = 3});
static const lattice_param* const kSpoiled[] = {&kOutside};

CHECK_EFFECT("initial_out_of_range", .params = kSpoiled)
