// The composition format: JSON text in, validated normal form out. The only place, with
// its neighbours in this folder, that knows nlohmann/json.
#pragma once
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/result.h"
#include "ir/composition.h"

namespace lattice::schema {

struct LoadResult {
  ir::Composition composition;  // meaningful only without errors
  Diagnostics diagnostics;      // everything found, errors and warnings, in document order

  bool ok() const { return !has_errors(diagnostics); }
};

// `file` is the path as the user gave it: it heads every message, and relative sources are
// relative to its folder.
LoadResult load_composition(std::string_view json, std::string_view file,
                            const ir::Catalog& catalog);

// Reads `path`, then the same. A file that cannot be read is one diagnostic.
LoadResult load_composition_file(const std::string& path, const ir::Catalog& catalog);

}  // namespace lattice::schema
