// What names mean at a place of the document: node ids, variables, and the rows of repeats.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "expr/value.h"
#include "ir/ids.h"
#include "schema/json.h"

namespace lattice::schema {

struct Loading;

// A composition that is being read: the document's own, or one that a node shows.
struct CompositionScope {
  std::string id_prefix;  // of its nodes: "", or "lower/"
  // None: its declaration is wrong, and reported; who uses it is not blamed.
  std::map<std::string, expr::VariableId, std::less<>> variables;
  // Whose time its assets and its camera see.
  ir::NodeIdx root = ir::NodeIdx{std::size_t{0}};
};

// A composition as a whole, or within it the row of a repeat. Lies in Loading::scopes, stays
// where it is, and does not change any more once something was read in it.
struct Scope {
  const CompositionScope* composition = nullptr;
  const Scope* outer = nullptr;             // the repeat or composition around it; none: outermost
  std::string id_suffix = {};               // of the nodes in it: "", ".2", ".2.0"
  std::optional<Json> item = {};            // of a repeat over a list
  std::optional<std::uint32_t> index = {};  // of a repeat
};

// While it lives, what is read is read in `scope`.
class InScope {
 public:
  InScope(Loading& loading, const Scope& scope);
  ~InScope();
  InScope(const InScope&) = delete;
  InScope& operator=(const InScope&) = delete;

 private:
  Loading& loading_;
  const Scope* outer_;
};

// ---- variables.cpp
// The document's own variables, with what was given from outside in place of defaults.
void declare_variables(const std::optional<Json>& object, CompositionScope& scope,
                       Loading& loading);
// Those of a composition that a node shows: `bindings` has a value, or the text "vars.x" with
// x a variable where the node stands (Loading::scope), for some; the others have their default.
void bind_variables(const std::optional<Json>& declared, const std::optional<Json>& bindings,
                    CompositionScope& scope, Loading& loading);

// What a repeat goes over: `over` is a number of rows or the name of a list, "rows" or
// "vars.rows". None, and reported, when it is neither.
struct RepeatRows {
  std::uint32_t count = 0;
  std::vector<Json> items;  // empty when rows are only counted
};
std::optional<RepeatRows> read_repeat_rows(const Json& over, Loading& loading);

// ---- substitution.cpp
// The text of a string with every {{vars.name}}, {{item}}, {{item.field}} and {{index}}
// replaced. None, and reported, when it is no string or one of them means nothing.
std::optional<std::string> substituted(const Json& string, Loading& loading);

}  // namespace lattice::schema
