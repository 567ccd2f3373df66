/* Does not say what it does. */
#include "filter.h"

CHECK_EFFECT("no_summary", .summary = "")
