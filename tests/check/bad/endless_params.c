/* Has more params than anybody would set. */
#include "filter.h"

CHECK_EFFECT("endless_params", .param_count = 100000)
