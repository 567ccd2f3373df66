// `lattice-host fmt`: a composition file in one spelling.
#pragma once
#include <string>

#include "base/diagnostic.h"
#include "base/result.h"
#include "ir/catalog.h"

namespace lattice::session {

struct Formatted {
  std::string before, after;  // texts

  bool changes() const { return before != after; }
};

// The canonical form, or the shorthand. What a file says wrong is in `diagnostics`, all of it,
// and the error is then only its summary.
Result<Formatted> format(const std::string& path, const ir::Catalog& catalog, bool as_shorthand,
                         Diagnostics& diagnostics);

// Under its name there is at any time the old file or the whole new one. A link is followed, and
// the permissions of a file that is there already stay.
Result<void> write_text(const std::string& path, const std::string& text);

}  // namespace lattice::session
