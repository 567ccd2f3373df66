// The names that a shared library offers to others, read from the file without running it.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace lattice::session::check {

// Defined, global and visible ones, sorted. Expects a file that plugin::read_elf() accepts;
// one without section headers is an error, for then nobody can tell.
Result<std::vector<std::string>> exported_symbols(const std::string& path);

}  // namespace lattice::session::check
