/* Leaves something in a reserved field. */
#include "filter.h"

CHECK_EFFECT("reserved_not_zero", .reserved = 7)
