// Which assets of a composition this version renders.
#pragma once
#include "base/diagnostic.h"
#include "ir/composition.h"

namespace lattice::session {

// One finding, of this severity, for each asset that is not rendered, in the order of the
// assets; with the first node that shows it.
void report_unrendered_assets(const ir::Composition& composition, Severity severity,
                              Diagnostics& diagnostics);

}  // namespace lattice::session
