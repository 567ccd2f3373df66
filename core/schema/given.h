// Given variables (schema/given_variables.h) as typed values.
#pragma once
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "expr/value.h"
#include "schema/given_variables.h"
#include "schema/values.h"

namespace lattice::schema {

struct GivenValue {
  expr::VariableId id;
  Json value;
  VariableValue read;
};

using VariableNames = std::map<std::string, expr::VariableId, std::less<>>;

// In order, each of its variable's type. The values lie in `documents`.
std::vector<GivenValue> read_given(const GivenVariables& given, const VariableNames& names,
                                   const std::vector<ir::Variable>& variables,
                                   std::deque<ParsedJson>& documents, Diagnostics& diagnostics);

// What could have been meant by a name that no variable has.
std::string variable_suggestion(const VariableNames& names, std::string_view name);

}  // namespace lattice::schema
