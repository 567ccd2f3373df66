// What the process inherits from whoever started it, made safe before anything else runs.
#pragma once

namespace lattice::host {

// Closed standard streams are filled, so that no output file gets their numbers; writing
// past the limit for the size of a file (ulimit -f) becomes an error of that write instead
// of the end of the program.
void prepare_process();

}  // namespace lattice::host
