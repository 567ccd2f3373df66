/* Ends the process as it is loaded, and calls that a success. */
#include <stdlib.h>

#include "filter.h"

__attribute__((constructor)) static void on_load(void) { exit(0); }

CHECK_EFFECT("exit_constructor", .flags = 0)
