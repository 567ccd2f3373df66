/* A hint that is not UTF-8. */
#include "filter.h"

static const lattice_param kLatin1 = CHECK_PARAM("amount", .hint = "caf\xe9");
static const lattice_param* const kSpoiled[] = {&kLatin1};

CHECK_EFFECT("bad_hint", .params = kSpoiled)
