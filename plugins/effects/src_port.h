/* The one port of an effect that reads nothing but the picture it changes. */
#ifndef LATTICE_EFFECTS_SRC_PORT_H
#define LATTICE_EFFECTS_SRC_PORT_H
#include "../common/shipped.h"

DESCRIBED(lattice_port, kSrcPort, "src", "The picture to change.");
static const lattice_port* const kSrcPorts[] = {&kSrcPort};

#endif
