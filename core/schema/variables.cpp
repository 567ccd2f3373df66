// Variables: declarations, values from outside, and what compositions inside are given.
#include <algorithm>
#include <unordered_map>

#include "base/json_writer.h"
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

bool is_plain_name(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// A variable of the composition around, for the one that `declared` makes.
std::optional<expr::VariableId> bound_variable(const Json& binding, std::string_view name,
                                               VariableType wanted, Loading& loading) {
  const CompositionScope& around = *loading.scope->composition;
  const auto found = around.variables.find(name);
  if (found == around.variables.end()) {
    loading.report.error(binding, "unknown variable " + in_quotes(name),
                         is_plain_name(name) ? variable_suggestion(around.variables, name)
                                             : "a binding is a value or vars.NAME; compute with it "
                                               "inside of the composition");
    return {};
  }
  if (!found->second) return {};
  const VariableType given = variable(loading, found->second).type;
  if (given == wanted) return found->second;
  loading.report.error(binding, label(binding) + " must be " + ir::name_of(wanted) + ", and " +
                                    in_quotes(name) + " is " + ir::name_of(given));
  return {};
}

// The row of a repeat around the node; none where nothing is repeated over rows.
const Json* row_of(const Loading& loading) {
  const Scope* scope = loading.scope;
  while (scope != nullptr && !scope->item) scope = scope->outer;
  return scope == nullptr ? nullptr : &*scope->item;
}

bool names_field(const Json& binding) {
  return binding.is_string() && binding.text().starts_with("item.");
}

// "item.x": the field of the row, or none and reported.
std::optional<Json> row_field(const Json& binding, const Json& row, Report& report) {
  const std::string_view name = std::string_view(binding.text()).substr(5);
  const auto field = row.is_object() ? row.find(name) : std::nullopt;
  if (!field)
    report.error(binding, "unknown field " + in_quotes(name) + " of item",
                 "name a field of the row");
  return field;
}

// "{{vars.title}}!" as the text that it stands for where the node is.
std::optional<Json> filled_in(const Json& binding, VariableType type, Loading& loading) {
  if (type != VariableType::string || !binding.is_string() ||
      binding.text().find("{{") == std::string::npos)
    return binding;
  const auto text = loading.substitute(binding);
  if (!text) return {};
  JsonWriter json(0);
  json.value(*text);
  return loading.given_documents.emplace_back(parse_json(json.take(), "")).document.root();
}

// What is wrong with a binding is reported; then the default stands.
expr::VariableId bind(const Json& declared, const VariableValue& initial,
                      const std::optional<Json>& given, const CompositionScope& scope,
                      Loading& loading) {
  const auto take_default = [&] { return add(loading, scope, declared, declared, initial, false); };
  if (!given) return take_default();
  if (const auto name = variable_name(*given)) {
    const auto id = bound_variable(*given, *name, initial.type, loading);
    return id ? *id : take_default();
  }
  const Json* const row = names_field(*given) ? row_of(loading) : nullptr;
  const auto value = row != nullptr ? row_field(*given, *row, loading.report)
                                    : filled_in(*given, initial.type, loading);
  const auto read = value ? read_value_as(initial.type, *value, loading.report) : std::nullopt;
  return read ? add(loading, scope, declared, *value, *read, false) : take_default();
}

}  // namespace

InScope::InScope(Loading& loading, const Scope& scope) : loading_(loading), outer_(loading.scope) {
  loading.scope = &scope;
}
InScope::~InScope() { loading_.scope = outer_; }

void declare_variables(const std::optional<Json>& object, CompositionScope& scope,
                       Loading& loading) {
  if (is_object_of_variables(object, loading.report))
    for (const Json declared : sorted_members(*object)) {
      const auto read = read_value(declared, loading.report);
      scope.variables.try_emplace(
          declared.key(),
          read ? add(loading, scope, declared, declared, *read, true) : expr::VariableId{});
    }
  if (loading.given_variables == nullptr) return;
  for (const GivenValue& given :
       read_given(*loading.given_variables, scope.variables, loading.out.variables,
                  loading.given_documents, loading.given_diagnostics))
    set(loading, given.id, given.value, given.read);
}

void bind_variables(const std::optional<Json>& declared, const std::optional<Json>& bindings,
                    CompositionScope& scope, Loading& loading) {
  Report& report = loading.report;
  std::unordered_map<std::string_view, Json> given;
  if (is_object_of_variables(bindings, report))
    for (const Json binding : *bindings) given.try_emplace(binding.key(), binding);
  if (is_object_of_variables(declared, report))
    for (const Json variable : sorted_members(*declared)) {
      const auto initial = read_value(variable, report);
      const auto binding = given.find(variable.key());
      const auto value = binding == given.end() ? std::nullopt : std::optional(binding->second);
      scope.variables.try_emplace(
          variable.key(),
          initial ? bind(variable, *initial, value, scope, loading) : expr::VariableId{});
    }
  for (const auto& [name, binding] : given)
    if (!scope.variables.contains(name))
      report.error(binding, "the composition has no variable " + in_quotes(name),
                   variable_suggestion(scope.variables, name));
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
  if (!found->second) return {};
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
