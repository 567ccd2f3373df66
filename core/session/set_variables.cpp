// RenderSession::set_variables, and what a frame says of its expressions.
#include <utility>

#include "session/render_session.h"
#include "session/support.h"

namespace lattice::session {

Result<void> RenderSession::set_variables(const GivenVariables& variables,
                                          Diagnostics& diagnostics) {
  const schema::SetResult set = schema::set_variables(composition_, variables);
  diagnostics.insert(diagnostics.end(), set.diagnostics.begin(), set.diagnostics.end());
  if (has_errors(set.diagnostics))
    return fail(Code::invalid, composition_.text(composition_.file),
                "the variables cannot be set; " + set.diagnostics.front().text());
  GivenVariables all = options_.variables;
  all.steps.insert(all.steps.end(), variables.steps.begin(), variables.steps.end());
  if (set.shapes) {
    LATTICE_TRY_ASSIGN(ir::Composition loaded, load(composition_.text(composition_.file),
                                                    plugins_.catalog(), diagnostics, all));
    LATTICE_TRY(replace(std::move(loaded), diagnostics));
  } else {
    evaluator_->read_variables();
    for (const auto& slot : slots_) slot->evaluator->read_variables();
  }
  options_.variables = std::move(all);
  return {};
}

// What there was comes back when the new one cannot be made ready.
Result<void> RenderSession::replace(ir::Composition composition, Diagnostics& diagnostics) {
  if (options_.renders) LATTICE_TRY(check_renderable(composition, diagnostics));
  if (options_.renders) LATTICE_TRY(check_renderable(composition, diagnostics));
  assets::StoreOptions options{options_.assets_root, options_.threads, &assets_};
  LATTICE_TRY_ASSIGN(assets::Store store,
                     assets::Store::prepare(composition, options, &diagnostics));
  std::swap(composition_, composition);
  std::swap(assets_, store);
  auto made = make_ready();
  if (made) return {};
  std::swap(composition_, composition);
  std::swap(assets_, store);
  LATTICE_TRY(make_ready());
  return made;
}

Result<void> RenderSession::check_numbers(const eval::EvaluatedGraph& graph) const {
  if (graph.not_finite.is_none()) return {};
  const ir::Computed& computed = composition_.expressions.computed[graph.not_finite.index()];
  return fail(Code::render,
              composition_.text(composition_.file) + ":" + composition_.text(computed.pointer),
              "the expression of \"" + composition_.text(computed.name) +
                  "\" is not a finite number at frame " + std::to_string(graph.frame) +
                  "; look for a division by 0, a root or logarithm of what is below 0");
}

}  // namespace lattice::session
