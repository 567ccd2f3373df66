// The composition format: JSON text in, validated normal form out. The only place, with
// its neighbours in this folder, that knows nlohmann/json.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/result.h"
#include "ir/composition.h"
#include "schema/given_variables.h"

namespace lattice::schema {

struct LoadResult {
  ir::Composition composition;  // meaningful only without errors
  Diagnostics diagnostics;      // everything found, errors and warnings, in document order

  bool ok() const { return !has_errors(diagnostics); }
};

// `file` is the path as the user gave it: it heads every message, and relative sources are
// relative to its folder.
LoadResult load_composition(std::string_view json, std::string_view file,
                            const ir::Catalog& catalog, const GivenVariables& variables = {});

// The text of a file; of one that is too large, enough to see that. None, and one diagnostic,
// when it cannot be read.
std::optional<std::string> read_composition_text(const std::string& path, Diagnostics& diagnostics);

// Reads `path`, then the same. A file that cannot be read is one diagnostic.
LoadResult load_composition_file(const std::string& path, const ir::Catalog& catalog,
                                 const GivenVariables& variables = {});

}  // namespace lattice::schema
