// What became of one library file in a scan: what it offers, or why it is left out.
#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "ir/catalog.h"

namespace lattice::plugin {

struct Description {
  std::uint32_t abi = 0;        // LATTICE_ABI_VERSION that it was compiled against
  ir::Library library;          // path and build_id are filled in by the host
  std::vector<ir::Kind> kinds;  // by class, then place in the plugin's array
};

struct Refusal {
  std::string message;  // without the file's name and without a full stop
  std::string remedy;
  // It follows from the bytes of the file alone, so a cache may keep it. What depends on
  // the surroundings (a missing dependency, a crash) is tried again by every scan.
  bool lasting = false;
  int rule = 0;  // of docs/plugin-rules.md; 0: not told apart, and never cached
};

using Outcome = std::variant<Description, Refusal>;

}  // namespace lattice::plugin
