/* The artifact per export that the bad ones begin with. */
#include "artifact.h"

CHECK_WATCHER("good_watcher", .reserved = 0)
