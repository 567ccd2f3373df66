/* Sets a flag that no host has heard of. */
#include "filter.h"

CHECK_EFFECT("unknown_flag", .flags = 1u << 30)
