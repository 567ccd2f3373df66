// {{vars.title}} in texts and sources.
#include "base/suggest.h"
#include "schema/given.h"
#include "schema/loading.h"
#include "schema/object_reader.h"
#include "schema/values.h"

namespace lattice::schema {
namespace {

const Scope* scope_with_item(const Scope* scope) {
  while (scope != nullptr && !scope->item) scope = scope->outer;
  return scope;
}

class Substitution {
 public:
  Substitution(const Json& string, Loading& loading) : string_(string), loading_(loading) {}

  std::optional<std::string> run() {
    auto text = read_text(string_, loading_.report);
    if (!text || text->find("{{") == text->npos) return text;
    std::string out;
    std::size_t at = 0;
    for (;;) {
      const std::size_t open = text->find("{{", at);
      const std::size_t close = open == text->npos ? open : text->find("}}", open + 2);
      if (close == text->npos) break;
      out.append(*text, at, open - at);
      const auto value =
          value_of(trimmed(std::string_view(*text).substr(open + 2, close - open - 2)));
      if (!value || !loading_.may_expand(value->size(), kBytesPerCharacter, string_)) return {};
      out += *value;
      if (out.size() > kMaxStringBytes)
        return refuse("the text becomes longer than 1 MiB", "shorten it");
      at = close + 2;
    }
    return out.append(*text, at);
  }

 private:
  static std::string_view trimmed(std::string_view name) {
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    return name;
  }

  std::nullopt_t refuse(std::string message, std::string remedy) {
    loading_.report.error(string_, std::move(message), std::move(remedy));
    return std::nullopt;
  }

  std::optional<std::string> value_of(std::string_view name) {
    if (name.starts_with("vars.")) return variable(name.substr(5));
    if (name == "index") return index();
    if (name == "item" || name.starts_with("item.")) return item(name);
    return refuse("{{" + std::string(name.substr(0, 80)) + "}} means nothing",
                  "write {{vars.NAME}}, and within a repeat {{item.FIELD}}, {{item}} or {{index}}");
  }

  std::optional<std::string> variable(std::string_view name) {
    const auto& variables = loading_.scope->composition->variables;
    const auto found = variables.find(name);
    if (found == variables.end())
      return refuse("unknown variable " + in_quotes(name), variable_suggestion(variables, name));
    if (!found->second) return {};  // its declaration is blamed
    ir::Variable& known = loading_.out.variables[found->second.index()];
    known.shapes = true;
    return text_of(loading_.variable_values[found->second.index()], known.type,
                   "the variable " + in_quotes(name));
  }

  std::optional<std::string> index() {
    if (loading_.scope->index) return std::to_string(*loading_.scope->index);
    return refuse("{{index}} counts the rows of a repeat, and there is no repeat around this",
                  "remove it");
  }

  std::optional<std::string> item(std::string_view name) {
    const Scope* const scope = scope_with_item(loading_.scope);
    if (scope == nullptr)
      return refuse("{{" + std::string(name) +
                        "}} is the row of a list, and no repeat around "
                        "this goes over one",
                    "remove it");
    const Json& row = *scope->item;
    const std::string_view field = name.size() > 5 ? name.substr(5) : std::string_view();
    if (field.empty()) return cell(row, "the item");
    if (const auto found = row.is_object() ? row.find(field) : std::nullopt)
      return cell(*found, "the field " + in_quotes(field));
    std::vector<std::string_view> names;
    if (row.is_object())
      for (const Json member : row) names.push_back(member.key());
    return refuse(
        "unknown field " + in_quotes(field) + " of item",
        names.empty() ? "its rows are single values: {{item}}" : suggestion(field, names));
  }

  // Rows were checked where the list was declared: this report stays empty, but for records.
  std::optional<std::string> cell(const Json& value, const std::string& subject) {
    Report unused("");
    const auto read = read_value(value, unused);
    const auto text = read ? spelled(value, *read) : std::nullopt;
    return text ? text : refuse_kind(subject, read ? ir::name_of(read->type) : "a record");
  }

  std::optional<std::string> text_of(const Json& value, ir::VariableType type,
                                     const std::string& subject) {
    Report unused("");
    const auto read = read_value_as(type, value, unused);
    const auto text = read ? spelled(value, *read) : std::nullopt;
    return text ? text : refuse_kind(subject, ir::name_of(type));
  }

  std::optional<std::string> refuse_kind(const std::string& subject, std::string_view kind) {
    return refuse(subject + " is " + std::string(kind) + ", which no text can hold",
                  "strings, numbers, bools and \"#rrggbb\" can stand in a text");
  }

  const Json& string_;
  Loading& loading_;
};

}  // namespace

std::optional<std::string> substituted(const Json& string, Loading& loading) {
  return Substitution(string, loading).run();
}

}  // namespace lattice::schema
