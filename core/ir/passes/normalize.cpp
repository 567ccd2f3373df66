#include "ir/passes/normalize.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "ir/passes/passes.h"
#include "ir/verify.h"

namespace lattice::ir {
namespace {

constexpr Pass kPasses[] = {
    {"unused_assets", passes::unused_assets},
    {"sequences", passes::sequences},
    {"transform_order", passes::transform_order},
};

Result<void> check_names(std::span<const std::string_view> names) {
  for (const std::string_view name : names)
    if (std::none_of(std::begin(kPasses), std::end(kPasses),
                     [name](const Pass& pass) { return pass.name == name; }))
      return fail(Code::usage, name, "there is no pass of this name");
  return {};
}

double timed(const Pass& pass, Composition& composition) {
  const auto start = std::chrono::steady_clock::now();
  pass.run(composition);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Sequences are placed once their pass has run; before that, only the structure stands.
Result<void> check_after(const Pass& pass, bool is_placed, const Composition& composition) {
  auto good = verify(composition, is_placed ? Form::placed : Form::structure);
  if (good) return {};
  return fail(good.error().code, good.error().where,
              good.error().what + " (after the pass \"" + pass.name + "\")");
}

}  // namespace

std::span<const Pass> normalize_passes() { return kPasses; }

Result<std::vector<PassRun>> normalize(Composition& composition,
                                       std::span<const std::string_view> skip) {
  LATTICE_TRY(check_names(skip));
  LATTICE_TRY(verify(composition, Form::structure));
  std::vector<PassRun> runs;
  composition.passes.clear();
  bool is_placed = false;
  for (const Pass& pass : kPasses) {
    const bool skipped = std::find(skip.begin(), skip.end(), pass.name) != skip.end();
    runs.push_back({pass.name, skipped, skipped ? 0 : timed(pass, composition)});
    if (skipped) continue;
    is_placed = is_placed || pass.run == passes::sequences;
    composition.passes.push_back(runs.back());
    LATTICE_TRY(check_after(pass, is_placed, composition));
  }
  return runs;
}

}  // namespace lattice::ir
