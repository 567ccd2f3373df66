/* Neither draws nor folds. */
#include "filter.h"

CHECK_EFFECT("no_tile", .tile = NULL)
