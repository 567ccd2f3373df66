/* An effect whose first port is not "src". */
#include "filter.h"

static const lattice_port kPicture = CHECK_PORT("picture");
static const lattice_port* const kSpoiled[] = {&kPicture};

CHECK_EFFECT("no_src_port", .ports = kSpoiled)
