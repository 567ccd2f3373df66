/* Nothing wrong in here: the fault is -ffast-math at link, which adds start-up code that
 * makes the whole process flush denormals. */
#include "filter.h"

CHECK_EFFECT("fast_math", .flags = 0)
