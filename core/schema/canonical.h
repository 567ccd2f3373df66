// One spelling of a composition for everything that the format can spell in several ways, with
// keys in the order of the reference and numbers as short as they read back the same.
#pragma once
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "ir/catalog.h"

namespace lattice::schema {

// The canonical form, or the shorthand that means the same.
enum class Spelling : std::uint8_t { canonical, brief };

struct FormatResult {
  std::string text;         // ends with a newline; meaningful only without errors
  Diagnostics diagnostics;  // everything found, in document order

  bool ok() const { return !has_errors(diagnostics); }
};

// Ids, metadata, repeats, variables, expressions and colours stay what they are. What was made
// is a composition of the same normal form, and formatting it again changes nothing.
FormatResult format_composition(std::string_view json, std::string_view file,
                                const ir::Catalog& catalog, Spelling spelling);

}  // namespace lattice::schema
