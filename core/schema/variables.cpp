// Variables: declarations, values from outside, and what compositions inside are given.
#include <algorithm>

#include "schema/given.h"
#include "schema/loading.h"
#include "schema/object_reader.h"
#include "schema/values.h"

namespace lattice::schema {
namespace {

using ir::VariableType;

constexpr std::int64_t kMaxRepeats = 1'000'000;

// By name, so that the order of keys means nothing.
std::vector<Json> sorted_members(const Json& object) {
  std::vector<Json> members;
  for (const Json member : object) members.push_back(member);
  std::stable_sort(members.begin(), members.end(),
                   [](const Json& a, const Json& b) { return a.key() < b.key(); });
  return members;
}

ir::Variable& variable(Loading& loading, expr::VariableId id) {
  return loading.out.variables[id.index()];
}

void set(Loading& loading, expr::VariableId id, const Json& value, const VariableValue& read) {
  ir::Variable& out = variable(loading, id);
  out.lanes = read.lanes;
  out.text = read.type == VariableType::string ? loading.add_text(value.text()) : ir::TextId{};
  loading.variable_values[id.index()] = value;
}

expr::VariableId add(Loading& loading, const CompositionScope& scope, const Json& declared,
                     const Json& value, const VariableValue& read, bool settable) {
  ir::Variable made;
  made.name = loading.add_text(scope.id_prefix + declared.key());
  made.type = read.type;
  made.settable = settable;
  loading.out.variables.push_back(made);
  loading.variable_values.push_back(value);
  const expr::VariableId id{loading.out.variables.size() - 1};
  set(loading, id, value, read);
  return id;
}

bool is_object_of_variables(const std::optional<Json>& object, Report& report) {
  if (!object) return false;
  if (object->is_object()) return true;
  report.wrong_type(*object, "an object with a value for each name");
  return false;
}

// ---- Bindings ------------------------------------------------------------------------

// "vars.x" or "=vars.x": x.
std::optional<std::string_view> variable_name(const Json& value) {
  if (!value.is_string()) return {};
  std::string_view text = value.text();
  if (text.starts_with('=')) text.remove_prefix(1);
  if (!text.starts_with("vars.")) return {};
  return text.substr(5);
}

// A variable of the composition around, for the one that `declared` makes.
std::optional<expr::VariableId> bound_variable(const Json& binding, std::string_view name,
                                               VariableType wanted, Loading& loading) {
  const CompositionScope& around = *loading.scope->composition;
  const auto found = around.variables.find(name);
  if (found == around.variables.end()) {
    loading.report.error(binding, "unknown variable " + in_quotes(name),
                         variable_suggestion(around.variables, name));
    return {};
  }
  const VariableType given = variable(loading, found->second).type;
  if (given == wanted) return found->second;
  loading.report.error(binding, label(binding) + " must be " + ir::name_of(wanted) + ", and " +
                                    in_quotes(name) + " is " + ir::name_of(given));
  return {};
}

// "item.x" within a repeat: the field of its row.
std::optional<Json> row_field(const Json& binding, const Loading& loading) {
  if (!binding.is_string() || !binding.text().starts_with("item.")) return {};
  for (const Scope* scope = loading.scope; scope != nullptr; scope = scope->outer)
    if (scope->item)
      return scope->item->is_object() ? scope->item->find(binding.text().substr(5)) : std::nullopt;
  return {};
}

// What is wrong with a binding is reported; then the default stands.
expr::VariableId bind(const Json& declared, const VariableValue& initial,
                      const std::optional<Json>& given, const CompositionScope& scope,
                      Loading& loading) {
  if (!given) return add(loading, scope, declared, declared, initial, false);
  if (const auto name = variable_name(*given)) {
    if (const auto id = bound_variable(*given, *name, initial.type, loading)) return *id;
    return add(loading, scope, declared, declared, initial, false);
  }
  const Json value = row_field(*given, loading).value_or(*given);
  const auto read = read_value_as(initial.type, value, loading.report);
  if (!read) return add(loading, scope, declared, declared, initial, false);
  return add(loading, scope, declared, value, *read, false);
}

}  // namespace

InScope::InScope(Loading& loading, const Scope& scope) : loading_(loading), outer_(loading.scope) {
  loading.scope = &scope;
}
InScope::~InScope() { loading_.scope = outer_; }

void declare_variables(const std::optional<Json>& object, CompositionScope& scope,
                       Loading& loading) {
  if (is_object_of_variables(object, loading.report))
    for (const Json declared : sorted_members(*object))
      if (const auto read = read_value(declared, loading.report))
        scope.variables.try_emplace(declared.key(),
                                    add(loading, scope, declared, declared, *read, true));
  if (loading.given_variables == nullptr) return;
  for (const GivenValue& given :
       read_given(*loading.given_variables, scope.variables, loading.out.variables,
                  loading.given_documents, loading.given_diagnostics))
    set(loading, given.id, given.value, given.read);
}

void bind_variables(const std::optional<Json>& declared, const std::optional<Json>& bindings,
                    CompositionScope& scope, Loading& loading) {
  Report& report = loading.report;
  const bool has_bindings = is_object_of_variables(bindings, report);
  const bool has_variables = is_object_of_variables(declared, report);
  if (has_variables)
    for (const Json variable : sorted_members(*declared))
      if (const auto initial = read_value(variable, report))
        scope.variables.try_emplace(
            variable.key(),
            bind(variable, *initial, has_bindings ? bindings->find(variable.key()) : std::nullopt,
                 scope, loading));
  if (!has_bindings) return;
  for (const Json binding : *bindings)
    if (!has_variables || !declared->find(binding.key()))
      report.error(binding, "the composition has no variable " + in_quotes(binding.key()),
                   variable_suggestion(scope.variables, binding.key()));
}

std::optional<RepeatRows> read_repeat_rows(const Json& over, Loading& loading) {
  Report& report = loading.report;
  if (over.is_number()) {
    const auto count = read_whole(over, 0, kMaxRepeats, report);
    if (!count) return {};
    return RepeatRows{static_cast<std::uint32_t>(*count), {}};
  }
  if (!over.is_string()) {
    report.wrong_type(over, "the name of a list, or a number of rows");
    return {};
  }
  const std::string_view name = variable_name(over).value_or(over.text());
  const CompositionScope& scope = *loading.scope->composition;
  const auto found = scope.variables.find(name);
  if (found == scope.variables.end()) {
    report.error(over, "unknown variable " + in_quotes(name),
                 variable_suggestion(scope.variables, name));
    return {};
  }
  ir::Variable& list = variable(loading, found->second);
  list.shapes = true;
  RepeatRows rows;
  const Json& value = loading.variable_values[found->second.index()];
  if (list.type == VariableType::number) {
    const auto count = read_whole(value, 0, kMaxRepeats, report);
    if (!count) return {};
    rows.count = static_cast<std::uint32_t>(*count);
    return rows;
  }
  if (list.type != VariableType::list) {
    report.error(over, "the variable " + in_quotes(name) + " is " + ir::name_of(list.type),
                 "a repeat goes over a list, or over a number of rows");
    return {};
  }
  for (const Json row : value) rows.items.push_back(row);
  rows.count = static_cast<std::uint32_t>(rows.items.size());
  return rows;
}

}  // namespace lattice::schema
