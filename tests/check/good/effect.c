/* The effect that the bad ones begin with. */
#include "filter.h"

CHECK_EFFECT("good_effect", .flags = LATTICE_FILTER_POINTWISE)
