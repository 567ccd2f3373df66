/* The sink of one file that the bad ones begin with. */
#include "sink.h"

CHECK_FILM("good_film", .reserved = 0)
