// Values for a composition's variables from outside: files and words of a command line, or
// whatever an embedding program has.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "ir/composition.h"

namespace lattice::schema {

// In order: of several values for one variable the last counts.
struct GivenVariables {
  struct Step {
    std::string name;    // empty: `text` is a JSON object with a value for each name
    std::string text;    // else as typed: a string's text, "10,20", "#ff3366", or JSON
    std::string origin;  // heads messages: a file's path
  };
  std::vector<Step> steps;

  void add_document(std::string origin, std::string json) {
    steps.push_back({{}, std::move(json), std::move(origin)});
  }
  // What the value is follows from the variable's default.
  void add(std::string name, std::string value) {
    steps.push_back({std::move(name), std::move(value), "--var"});
  }
};

// Sets variables of a loaded composition. Nothing is set when something is wrong. True when
// one of those that are set shapes the composition (ir::Variable::shapes), which then has to be
// loaded anew with these values; nothing is set then either.
struct SetResult {
  Diagnostics diagnostics;
  bool shapes = false;
};
SetResult set_variables(ir::Composition& composition, const GivenVariables& given);

}  // namespace lattice::schema
