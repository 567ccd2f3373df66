/* Says that its effect is smaller than any lattice_filter ever was. */
#include "filter.h"

CHECK_EFFECT("bad_struct_size", .struct_size = 12)
