/* Two params of one id. */
#include "filter.h"

static const lattice_param kFirst = CHECK_PARAM("amount"), kSecond = CHECK_PARAM("amount");
static const lattice_param* const kTwice[] = {&kFirst, &kSecond};

CHECK_EFFECT("duplicate_param", .param_count = 2, .params = kTwice)
