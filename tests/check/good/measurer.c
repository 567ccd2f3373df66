/* The artifact per frame that the bad ones begin with. */
#include "artifact.h"

CHECK_MEASURER("good_measurer", .reserved = 0)
