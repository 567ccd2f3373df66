/* An id with upper case and a blank. */
#include "filter.h"

CHECK_EFFECT("bad_id", .id = "com.example.Bad Id")
