// RenderSession::set_variables: values at once, a new load where they shape the composition.
#include <cstring>
#include <utility>

#include "session/render_session.h"
#include "session/support.h"

namespace lattice::session {
namespace {

// Variables of a composition as they were, to be given back.
class VariablesBefore {
 public:
  explicit VariablesBefore(const ir::Composition& composition) : variables_(composition.variables) {
    for (const ir::Variable& variable : variables_)
      texts_.push_back(variable.text ? composition.text(variable.text) : std::string());
  }

  void restore(ir::Composition& composition) const {
    composition.variables = variables_;
    for (std::size_t i = 0; i < variables_.size(); ++i)
      if (variables_[i].text) composition.texts[variables_[i].text.index()] = texts_[i];
  }

 private:
  std::vector<ir::Variable> variables_;
  std::vector<std::string> texts_;
};

}  // namespace

Result<void> RenderSession::set_variables(const GivenVariables& variables,
                                          Diagnostics& diagnostics) {
  const VariablesBefore before(composition_);
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
  } else if (auto read = read_variables(); !read) {
    before.restore(composition_);
    evaluator_->read_variables();
    return read;
  }
  options_.variables = std::move(all);
  return {};
}

// Plugins were told what their params begin with: those for whom that has changed are made
// anew, and no others.
Result<void> RenderSession::read_variables() {
  std::vector<std::vector<lattice_value>> known;
  for (std::size_t i = 0; i < composition_.effects.size(); ++i) {
    const auto values = evaluator_->static_values(static_cast<std::uint32_t>(i));
    known.emplace_back(values.begin(), values.end());
  }
  evaluator_->read_variables();
  std::vector<std::pair<std::size_t, BoundFilter>> made;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const auto values = evaluator_->static_values(static_cast<std::uint32_t>(i));
    if (std::memcmp(values.data(), known[i].data(), values.size_bytes()) == 0) continue;
    const ir::Effect& effect = composition_.effects[i];
    LATTICE_TRY_ASSIGN(BoundFilter filter,
                       bind_filter(effect.kind, values, seeds_[i], effect.pointer));
    made.emplace_back(i, std::move(filter));
  }
  for (auto& [i, filter] : made) {
    filters_[i] = std::move(filter.filter);
    digests_[i] = filter.digest;
  }
  for (const auto& slot : slots_) slot->evaluator->read_variables();
  return {};
}

// What there was comes back when the new one cannot be made ready, and with it its slots.
Result<void> RenderSession::replace(ir::Composition composition, Diagnostics& diagnostics) {
  if (options_.renders) LATTICE_TRY(check_renderable(composition, diagnostics));
  assets::StoreOptions options{options_.assets_root, options_.threads, &assets_};
  LATTICE_TRY_ASSIGN(assets::Store store,
                     assets::Store::prepare(composition, options, &diagnostics));
  const std::size_t slots = slots_.size();
  std::swap(composition_, composition);
  std::swap(assets_, store);
  auto made = make_ready();
  if (made) return {};
  std::swap(composition_, composition);
  std::swap(assets_, store);
  LATTICE_TRY(make_ready());
  while (slots_.size() < slots) slots_.push_back(make_slot());
  return made;
}

}  // namespace lattice::session
