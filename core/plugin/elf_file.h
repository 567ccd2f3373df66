// What the bytes of a library say without running any of them: that it is a complete shared
// library for this machine, and its build-id.
#pragma once
#include <string>

#include "base/result.h"

namespace lattice::plugin {

struct ElfFacts {
  std::string build_id;  // lower-case hex; empty when there is none
};

// Every offset in the file is checked against its size before it is followed. The error's
// text completes the sentence "<file> ...".
Result<ElfFacts> read_elf(const std::string& path);

}  // namespace lattice::plugin
