// A description with a kind of every class and a param of every type, as plain data.
#pragma once
#include "plugin/description.h"

namespace lattice::plugin {

Description sample_description();

}  // namespace lattice::plugin
