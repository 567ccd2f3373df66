// The rules that a plugin library must keep, by number: one table for the judge, for
// `--list` and for docs/plugin-rules.md.
#pragma once
#include <span>

namespace lattice::session::check {

struct Rule {
  int number;
  const char* title;   // what holds when the rule is kept: "writes only its area"
  const char* remedy;  // what an author does about it
  // Rules that must hold before this one can be judged; ends with a 0.
  int needs[12];
};

// By number, ascending.
std::span<const Rule> rules();
// Null for a number that is none.
const Rule* find_rule(int number);

}  // namespace lattice::session::check
