// `plugins check`: holds a plugin library against the rules, in child processes, so that
// whatever the library does is a finding and nothing more.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "session/check/given_params.h"

namespace lattice::session::check {

struct Options {
  std::filesystem::path file;
  std::filesystem::path against;  // an older build of the same; empty: none
  std::uint64_t seed = 1;
  std::uint32_t cases = 24;                // per kind
  std::optional<std::uint64_t> reproduce;  // the seed of one case: just that one
  std::set<int> rules;                     // empty: all
  GivenParams params;                      // in place of defaults
  std::filesystem::path program;           // lattice-check; empty: the installed one
  // How long a child may be silent; it speaks before every step.
  std::chrono::milliseconds time_limit{10000};
};

struct Finding {
  int rule = 0;
  std::string kind;                   // `effect "com.x.glow"`; empty: the library
  std::string sentence;               // what was seen, without a full stop
  std::string context;                // what the case was made of; may be empty
  std::optional<std::uint64_t> seed;  // of the case, where there is one
};

enum class State { holds, broken, not_judged };

// What became of one rule for one kind.
struct Judgement {
  int rule = 0;
  std::string kind;
  State state = State::holds;
  std::string why_not;  // not_judged
};

struct CheckedKind {
  std::string kind_class, id;
  std::uint32_t index = 0, content_version = 0;
  std::string params;  // equal when the same params can be given
  std::string name() const { return kind_class + " \"" + id + "\""; }
};

inline constexpr const char* kDoesNotApply = "it does not apply here";
inline constexpr const char* kNothingOlder = "no older build was given with --against";

struct Report {
  std::string file, against;
  std::set<int> asked;  // rules that were asked for; empty: all
  GivenParams params;
  std::vector<CheckedKind> kinds;
  std::vector<Finding> findings;      // in the order in which they were seen
  std::vector<Judgement> judgements;  // by kind, then rule
};

// Whether the library may be called good: no rule is broken, some rule was judged, and so was
// every rule that was asked for and applies.
bool is_ok(const Report& report);

// The error tells that the file cannot be examined at all, or that the program cannot be
// started; a broken rule is no error.
Result<Report> check_library(const Options& options);

// For people, and for machines.
std::string text(const Report& report);
std::string json(const Report& report);
// `--list`: a line per rule.
std::string rule_list();

}  // namespace lattice::session::check
