/* Never finishes to be loaded. */
#include <unistd.h>

#include "filter.h"

__attribute__((constructor)) static void on_load(void) {
  for (;;) sleep(1000);
}

CHECK_EFFECT("hang_constructor", .flags = 0)
