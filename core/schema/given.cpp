#include "schema/given.h"

#include "base/json_writer.h"
#include "base/suggest.h"
#include "schema/json.h"
#include "schema/report.h"

namespace lattice::schema {
namespace {

using ir::VariableType;

// What was typed, as JSON of the type that the variable has.
std::string as_json(const std::string& typed, VariableType type) {
  const bool is_pair = typed.find(',') != typed.npos && typed.find_first_of("[{") == typed.npos;
  if (type == VariableType::vec2 && is_pair) return "[" + typed + "]";
  const bool is_text =
      type == VariableType::string || (type == VariableType::color && typed.starts_with('#'));
  if (!is_text) return typed;
  JsonWriter json(0);
  json.value(typed);
  return json.take();
}

class GivenReader {
 public:
  GivenReader(const VariableNames& names, const std::vector<ir::Variable>& variables,
              std::deque<ParsedJson>& documents, Diagnostics& diagnostics)
      : names_(names), variables_(variables), documents_(documents), diagnostics_(diagnostics) {}

  void read(const GivenVariables::Step& step) {
    if (step.name.empty())
      document(step);
    else
      assignment(step);
  }
  std::vector<GivenValue> take() { return std::move(values_); }

 private:
  VariableType type_of(expr::VariableId id) const { return variables_[id.index()].type; }

  void document(const GivenVariables::Step& step) {
    const ParsedJson& parsed = documents_.emplace_back(parse_json(step.text, step.origin));
    if (parsed.syntax_error) return diagnostics_.push_back(*parsed.syntax_error);
    Report report(step.origin);
    for (const DuplicateKey duplicate : parsed.duplicates) {
      const Json second(parsed.document, duplicate.index);
      report.json_error(second, "the key " + in_quotes(second.key()) + " stands here twice",
                        "remove one");
    }
    members(parsed.document.root(), report);
    keep(report);
  }

  void assignment(const GivenVariables::Step& step) {
    const auto found = names_.find(step.name);
    if (found == names_.end())
      return refuse(step, "unknown variable " + in_quotes(step.name),
                    variable_suggestion(names_, step.name));
    if (!found->second) return;  // its declaration is blamed
    const VariableType type = type_of(found->second);
    JsonWriter name(0);
    name.value(step.name);
    const ParsedJson& parsed = documents_.emplace_back(
        parse_json("{" + name.take() + ":" + as_json(step.text, type) + "}", step.origin));
    if (parsed.syntax_error || parsed.document.root().size() != 1)
      return refuse(step,
                    in_quotes(step.name) + " is " + ir::name_of(type) + ", and " +
                        in_quotes(step.text) + " is none",
                    "write it as the composition writes its default");
    Report report(step.origin);
    members(parsed.document.root(), report);
    keep(report);
  }

  void members(const Json& object, Report& report) {
    if (!object.is_object())
      return report.wrong_type(object, "an object with a value for each variable");
    for (const Json member : object) {
      const auto found = names_.find(member.key());
      if (found == names_.end())
        report.error(member, "unknown variable " + in_quotes(member.key()),
                     variable_suggestion(names_, member.key()));
      else if (!found->second)
        continue;  // its declaration is blamed
      else if (const auto read = read_value_as(type_of(found->second), member, report))
        values_.push_back({found->second, member, *read});
    }
  }

  void refuse(const GivenVariables::Step& step, std::string message, std::string remedy) {
    diagnostics_.push_back({Severity::error,
                            "composition",
                            step.origin,
                            {},
                            {},
                            std::move(message),
                            std::move(remedy)});
  }

  void keep(Report& report) {
    for (Diagnostic& found : report.take()) diagnostics_.push_back(std::move(found));
  }

  const VariableNames& names_;
  const std::vector<ir::Variable>& variables_;
  std::deque<ParsedJson>& documents_;
  Diagnostics& diagnostics_;
  std::vector<GivenValue> values_;
};

}  // namespace

std::string variable_suggestion(const VariableNames& names, std::string_view name) {
  if (names.empty()) return "the composition has no variables";
  std::vector<std::string_view> known;
  for (const auto& [other, id] : names) {
    if (known.size() == kMaxNamesCompared) break;
    known.push_back(other);
  }
  return suggestion(name, known);
}

std::vector<GivenValue> read_given(const GivenVariables& given, const VariableNames& names,
                                   const std::vector<ir::Variable>& variables,
                                   std::deque<ParsedJson>& documents, Diagnostics& diagnostics) {
  GivenReader reader(names, variables, documents, diagnostics);
  for (const GivenVariables::Step& step : given.steps) reader.read(step);
  return reader.take();
}

SetResult set_variables(ir::Composition& composition, const GivenVariables& given) {
  VariableNames names;
  for (std::size_t i = 0; i < composition.variables.size(); ++i)
    if (composition.variables[i].settable)
      names.try_emplace(composition.text(composition.variables[i].name), expr::VariableId{i});
  std::deque<ParsedJson> documents;
  SetResult out;
  const auto values = read_given(given, names, composition.variables, documents, out.diagnostics);
  if (has_errors(out.diagnostics)) return out;
  for (const GivenValue& value : values)
    out.shapes = out.shapes || composition.variables[value.id.index()].shapes;
  if (out.shapes) return out;
  for (const GivenValue& value : values) {
    ir::Variable& variable = composition.variables[value.id.index()];
    variable.lanes = value.read.lanes;
    if (variable.text) composition.texts[variable.text.index()] = value.value.text();
  }
  return out;
}

}  // namespace lattice::schema
