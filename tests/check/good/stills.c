/* The sink of a file per frame that the bad ones begin with. */
#include "sink.h"

CHECK_STILLS("good_stills", .reserved = 0)
