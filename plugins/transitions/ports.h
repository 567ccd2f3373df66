/* The two ports of every transition. */
#ifndef LATTICE_TRANSITIONS_PORTS_H
#define LATTICE_TRANSITIONS_PORTS_H
#include "../common/shipped.h"

DESCRIBED(lattice_port, kFromPort, "from", "The picture that goes.");
DESCRIBED(lattice_port, kToPort, "to", "The picture that comes.");
static const lattice_port* const kFromToPorts[] = {&kFromPort, &kToPort};

#endif
