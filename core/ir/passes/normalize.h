// The passes that turn a loaded composition into its final form. They run through one
// runner, by name, one after another, timed, and the result of each is verified.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ir/composition.h"

namespace lattice::ir {

// Idempotent: a second run changes nothing.
struct Pass {
  const char* name = "";
  void (*run)(Composition& composition) = nullptr;
};

// In the order in which they run.
std::span<const Pass> normalize_passes();

// All passes, those that were left out too. `skip` names passes to leave out, for tests. Fails when
// a composition is broken before or after a pass, which it names, or when `skip` names none.
Result<std::vector<PassRun>> normalize(Composition& composition,
                                       std::span<const std::string_view> skip = {});

}  // namespace lattice::ir
